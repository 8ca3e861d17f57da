import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Booking } from "@railbooker/events/booking-shape";
import { createOwnRedis, type OwnRedis } from "@railbooker/runtime/testing/redis-server";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { io, type Socket } from "socket.io-client";
import { type Product, startProduct } from "../support/product.js";
import { Traveller } from "../support/traveller.js";

let redis: OwnRedis;
let product: Product;
let baseUrl: string;

beforeAll(async () => {
  redis = await createOwnRedis();
  product = await startProduct({ redisUrl: redis.url });
  baseUrl = product.bookings[0]?.url ?? "";
}, 180_000);

afterAll(async () => {
  await product?.stop();
  await redis?.remove();
}, 60_000);

/** Collects what is pushed to one user. */
function listen(traveller: Traveller): {
  socket: Socket;
  pushed: { seq: number; data: { reference?: string } }[];
} {
  const pushed: { seq: number; data: { reference?: string } }[] = [];
  const socket = io(baseUrl, {
    transports: ["websocket"],
    auth: { token: traveller.accessToken },
    reconnectionDelayMax: 500,
  });
  socket.on("notification", (notification) => pushed.push(notification));
  return { socket, pushed };
}

const mailsFor = (traveller: Traveller, booking: Booking) =>
  product.inbox.messages(traveller.email).filter((mail) => JSON.stringify(mail).includes(booking.reference));

test("with the e-mail service stopped the booking succeeds, and one mail arrives once it is back", async () => {
  const ada = await new Traveller(baseUrl).register();
  await product.email.stop();
  const booking = await ada.buy("münchen", "berlin");
  await waitFor("the notification", async () => {
    const feed = await ada.call<{ items: { data: { reference?: string } }[] }>("GET", "/api/notifications");
    return feed.body.items.some((item) => item.data.reference === booking.reference);
  });
  expect(mailsFor(ada, booking)).toHaveLength(0);
  product.email = await product.restart(product.email, "email");
  await waitFor("the mail", () => mailsFor(ada, booking).length > 0, 60_000);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(mailsFor(ada, booking)).toHaveLength(1);
}, 120_000);

test("with Redis stopped the booking succeeds, and push and mail follow when it is back", async () => {
  const ada = await new Traveller(baseUrl).register();
  const { socket, pushed } = listen(ada);
  try {
    await waitFor("the socket", () => socket.connected);
    await redis.kill();
    const booking = await ada.buy("wien", "budapest");
    expect(booking.status).toBe("confirmed");
    expect(mailsFor(ada, booking)).toHaveLength(0);
    await redis.start();
    await waitFor("the mail", () => mailsFor(ada, booking).length > 0, 60_000);
    await waitFor("the push", () => pushed.some((push) => push.data.reference === booking.reference), 30_000);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(mailsFor(ada, booking)).toHaveLength(1);
    expect(pushed.filter((push) => push.data.reference === booking.reference)).toHaveLength(1);
  } finally {
    socket.disconnect();
  }
}, 120_000);
