import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Booking } from "@railbooker/events/booking-shape";
import { waitFor } from "@railbooker/runtime/testing/wait";
import type { Browser } from "../support/browser.js";
import { startLiveSite } from "../support/live-site.js";
import type { Product } from "../support/product.js";
import { type Journey, Traveller } from "../support/traveller.js";

let product: Product;
let browser: Browser;
let site: string;
let operator: Traveller;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ product, browser, site, operator, close } = await startLiveSite());
}, 180_000);
afterAll(() => close?.(), 60_000);

const report = (runId: string, what: "delay" | "cancel", body: unknown) =>
  operator.call<{ told: number }>("POST", `/api/operator/trains/${runId}/${what}`, body);
/** Whoever wants mails also at night has them at any hour that this test is run. */
const atAnyHour = async (traveller: Traveller) => {
  const body = { quietHours: null };
  expect((await traveller.call("PUT", "/api/notifications/preferences", body)).status).toBe(200);
};
const runIdOf = (booking: Booking) => booking.legs[0]?.runId ?? "";

interface Feed {
  items: { type: string; title: string; body: string; data: { reference?: string; delayMinutes?: number } }[];
}
const newsOf = async (traveller: Traveller, type: string) =>
  (await traveller.call<Feed>("GET", "/api/notifications?after=0")).body.items.filter(
    (item) => item.type === type,
  );
const mailsOf = (traveller: Traveller, subject: RegExp) =>
  product.inbox.messages(traveller.email).filter((mail) => subject.test(String(mail.subject)));

test("only operators report delays", async () => {
  const ada = await new Traveller(site).register();
  expect(await ada.call("POST", "/api/operator/trains/x/delay", { minutes: 5, reason: "x" })).toMatchObject({
    status: 403,
    body: { code: "not-allowed" },
  });
});

test("a delay is in the search, on the board and on the page at once, and reaches its traveller once", async () => {
  const ada = await new Traveller(site).register("Ada Example");
  await atAnyHour(ada);
  const booking = await ada.buy("praha", "wien");
  const runId = runIdOf(booking);
  const leg = booking.legs[0];
  if (leg === undefined) throw new Error("the booking has no leg");

  // A visitor who is not signed in looks at the results.
  const page = await browser.context.newPage();
  const watching = new Promise<void>((resolve) => {
    page.on("websocket", (socket) =>
      socket.on("framesent", ({ payload }) => {
        if (String(payload).includes(runId)) resolve();
      }),
    );
  });
  const query = new URLSearchParams({ from: leg.from.id, to: leg.to.id, departAfter: leg.from.departure });
  await page.goto(`${site}/search?${query}`);
  await page.getByText(leg.train.name).first().waitFor();
  await watching;
  expect(await page.getByText("about 40 min late").count()).toBe(0);

  const board = `/api/locations/${leg.from.id}/departures?from=${encodeURIComponent(leg.from.departure)}`;
  await ada.call("GET", board);
  const answer = await report(runId, "delay", { minutes: 40, reason: "Signal failure" });
  expect(answer).toMatchObject({ status: 200, body: { delayMinutes: 40, status: "scheduled", told: 1 } });

  await page.getByText("about 40 min late").first().waitFor();
  expect(await ada.call("GET", `/api/trains/${runId}`)).toMatchObject({ body: { delayMinutes: 40 } });
  const found = await ada.call<{ journeys: { legs: { runId: string; delayMinutes: number }[] }[] }>(
    "GET",
    `/api/trains?${query}`,
  );
  const shown = found.body.journeys.flatMap((each) => each.legs).find((each) => each.runId === runId);
  expect(shown?.delayMinutes).toBe(40);
  const departures = await ada.call<{ items: { runId: string; delayMinutes: number }[] }>("GET", board);
  expect(departures.body.items.find((item) => item.runId === runId)?.delayMinutes).toBe(40);

  await waitFor("the mail", () => mailsOf(ada, /about 40 minutes late/).length > 0, 20_000);
  const again = await report(runId, "delay", { minutes: 40, reason: "Signal failure" });
  expect(again.body.told).toBe(0);
  await report(runId, "delay", { minutes: 0, reason: "The signal works again" });
  await waitFor("the good news", () => mailsOf(ada, /on time again/).length > 0, 20_000);
  expect((await newsOf(ada, "train-delayed")).map(({ title, data }) => [title, data])).toEqual([
    [
      `${leg.train.name} is about 40 minutes late`,
      { runId, reference: booking.reference, references: [booking.reference], delayMinutes: 40 },
    ],
    [expect.stringContaining("on time again"), expect.objectContaining({ delayMinutes: 0 })],
  ]);
  expect(mailsOf(ada, /about 40 minutes late/)).toHaveLength(1);
  await page.getByText("about 40 min late").first().waitFor({ state: "detached" });
  await page.close();
}, 120_000);

const MINUTE_MS = 60_000;

/** A journey of tomorrow whose first change a delay of 40 minutes breaks. */
async function tightChange(traveller: Traveller): Promise<{ journey: Journey; from: string; to: string }> {
  for (const [from, to] of [
    ["freiburg", "hamburg"],
    ["praha", "hamburg"],
    ["salzburg", "koln"],
    ["wien", "berlin"],
    ["zurich", "hamburg"],
    ["roma", "munchen"],
  ] as const) {
    const journey = (await traveller.search(from, to)).find(({ legs: [first, second] }) => {
      if (first === undefined || second === undefined) return false;
      const left = Date.parse(second.from.departure) - Date.parse(first.to.arrival);
      return left < 40 * MINUTE_MS;
    });
    if (journey !== undefined) return { journey, from, to };
  }
  throw new Error("no journey with a tight change");
}

test("a delay takes the connection that it breaks off the page, and reaches who booked it once", async () => {
  const ada = await new Traveller(site).register("Ada Example");
  await atAnyHour(ada);
  const { journey, from, to } = await tightChange(ada);
  const hold = await ada.hold(journey);
  expect(hold.status).toBe(201);
  const booking = (await ada.book(hold.body)).body;
  const [first] = journey.legs;
  const last = journey.legs.at(-1);
  if (first === undefined || last === undefined) throw new Error("the journey has no legs");

  const page = await browser.context.newPage();
  const query = new URLSearchParams({
    from: first.from.id,
    to: last.to.id,
    departAfter: first.from.departure,
  });
  await page.goto(`${site}/search?${query}`);
  const broken = page
    .locator("li.journey")
    .filter({ has: page.locator(`time[datetime="${first.from.departure}"]`) })
    .filter({ has: page.locator(`time[datetime="${last.to.arrival}"]`) });
  await broken.waitFor();

  const answer = await report(first.runId, "delay", { minutes: 40, reason: "Signal failure" });
  expect(answer).toMatchObject({ status: 200, body: { told: 1 } });
  await broken.waitFor({ state: "detached" });
  expect((await ada.search(from, to)).map(({ id }) => id)).not.toContain(journey.id);

  await waitFor("the mail", () => mailsOf(ada, /about 40 minutes late/).length > 0, 20_000);
  expect(await newsOf(ada, "train-delayed")).toMatchObject([{ data: { reference: booking.reference } }]);
  expect(mailsOf(ada, /about 40 minutes late/)).toHaveLength(1);
  await page.close();
}, 120_000);

test("a cancelled train is off sale, shown as such, and told to those who booked", async () => {
  const ada = await new Traveller(site).register("Ada Example");
  const booking = await ada.buy("hamburg", "berlin");
  const runId = runIdOf(booking);
  expect(await report(runId, "cancel", { reason: "Storm damage" })).toMatchObject({
    status: 200,
    body: { told: 1 },
  });
  expect(await ada.call("GET", `/api/trains/${runId}`)).toMatchObject({ body: { status: "cancelled" } });
  const [leg] = booking.legs;
  const journey = {
    legs: [{ runId, from: { id: leg?.from.id }, to: { id: leg?.to.id } }],
  } as unknown as Journey;
  expect(await ada.hold(journey)).toMatchObject({ status: 422, body: { code: "train-cancelled" } });
  await waitFor("the mail", () => mailsOf(ada, /is cancelled/).length > 0, 20_000);
  expect(await newsOf(ada, "train-cancelled")).toMatchObject([{ data: { reference: booking.reference } }]);
}, 60_000);
