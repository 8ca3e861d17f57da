import { afterAll, beforeAll, test } from "@jest/globals";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { io } from "socket.io-client";
import { type Product, startProduct } from "../support/product.js";
import { Traveller } from "../support/traveller.js";

let product: Product;

beforeAll(async () => {
  product = await startProduct({ bookingProcesses: 2 });
}, 180_000);

afterAll(async () => {
  await product?.stop();
}, 60_000);

test("a browser on either of two booking processes gets the push, whichever one sold the seat", async () => {
  const [first, second] = product.bookings.map((service) => service.url) as [string, string];
  const ada = await new Traveller(first).register();
  const heard = new Map<string, string[]>();
  const sockets = [first, second].map((url) => {
    const socket = io(url, { transports: ["websocket"], auth: { token: ada.accessToken } });
    socket.on("notification", ({ title, data }) =>
      heard.set(url, [...(heard.get(url) ?? []), `${title} ${data.reference}`]),
    );
    return socket;
  });
  try {
    await waitFor("both sockets", () => sockets.every((socket) => socket.connected));
    const booking = await ada.buy("paris est", "strasbourg");
    await waitFor("both pushes", () =>
      [first, second].every((url) => heard.get(url)?.includes(`Booking confirmed ${booking.reference}`)),
    );
  } finally {
    for (const socket of sockets) socket.disconnect();
  }
}, 60_000);

test("seats that one process sells change for those who watch the run on the other", async () => {
  const [first, second] = product.bookings.map((service) => service.url) as [string, string];
  const [ada, bob] = await Promise.all([new Traveller(first).register(), new Traveller(second).register()]);
  const [journey] = await ada.search("amsterdam", "köln");
  const runId = journey?.legs[0]?.runId ?? "";
  const seen: { runId: string; changed: { id: string; state: string }[] }[] = [];
  const socket = io(second, { transports: ["websocket"], auth: { token: bob.accessToken } });
  socket.on("seats", (news) => seen.push(news));
  try {
    await waitFor("the socket", () => socket.connected);
    await socket.timeout(5000).emitWithAck("watch", { runId });
    const hold = await ada.hold(journey as never);
    const seat = hold.body.legs[0]?.seats[0]?.id;
    await waitFor("the seat", () =>
      seen.some(
        (news) => news.runId === runId && news.changed.some((c) => c.id === seat && c.state === "held"),
      ),
    );
  } finally {
    socket.disconnect();
  }
}, 60_000);
