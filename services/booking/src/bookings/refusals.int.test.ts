import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type BookingService, startBookingService } from "./testing/booking-service.js";
import type { Client, Reply } from "./testing/client.js";
import { runOf } from "./testing/small-timetable.js";

let service: BookingService;
let ada: Client;
let bob: Client;
const runId = runOf("early", 3);

beforeAll(async () => {
  service = await startBookingService({ env: { PURCHASE_LIMIT: "6" } });
  [ada, bob] = await Promise.all([service.newClient(), service.newClient()]);
}, 60_000);
afterAll(() => service.close());

/** One of each status of the contract, each with its code, the request's id and no word of our insides. */
const refusals: [status: number, code: string, provoke: () => Promise<Reply>][] = [
  [400, "idempotency-key-required", async () => ada.post("/api/bookings", bodyFor(randomUUID()))],
  [400, "invalid-request", async () => ada.post("/api/holds", { legs: [], passengers: 1, coupon: "x" })],
  [
    402,
    "payment-declined",
    async () => ada.book((await ada.hold({ runId: runOf("late", 4) })).body, "tok_declined"),
  ],
  [
    402,
    "payment-declined",
    async () => ada.book((await ada.hold({ runId: runOf("late", 5) })).body, "tok_unheard_of"),
  ],
  [403, "not-allowed", async () => ada.post("/api/tickets/inspect", { code: "x" })],
  [404, "no-such-hold", async () => ada.book({ id: randomUUID(), passengers: 1 })],
  [404, "no-such-hold", async () => bob.book((await ada.hold({ runId: runOf("late", 6) })).body)],
  [404, "no-such-run", async () => ada.hold({ runId: "nothing.2027-01-01" })],
  [404, "no-such-booking", async () => ada.get("/api/bookings/AAAAAA")],
  [
    404,
    "no-such-booking",
    async () => bob.get(`/api/bookings/${(await ada.buy({ runId: runOf("late", 7) })).reference}`),
  ],
  [
    404,
    "no-such-ticket",
    async () => {
      const { reference } = await ada.buy({ runId: runOf("late", 8) });
      return ada.get(`/api/bookings/${reference}/tickets/${randomUUID()}.pdf`);
    },
  ],
  [
    409,
    "seats-taken",
    async () => {
      await bob.hold({ runId, seats: ["2-5"] });
      return ada.hold({ runId, seats: ["2-5"] });
    },
  ],
  [
    409,
    "hold-booked",
    async () => {
      const hold = (await ada.hold({ runId: runOf("late", 9) })).body;
      await ada.book(hold);
      return ada.book(hold);
    },
  ],
  [
    410,
    "hold-expired",
    async () => {
      const hold = (await ada.hold({ runId: runOf("late", 10) })).body;
      service.pass(11 * 60_000);
      return ada.book(hold);
    },
  ],
  [
    410,
    "quote-expired",
    async () => {
      const { reference } = await ada.buy({ runId: runOf("late", 11) });
      const quote = (await ada.get(`/api/bookings/${reference}/refund-quote`)).body.id;
      service.pass(16 * 60_000);
      return ada.post(`/api/bookings/${reference}/cancel`, { quote });
    },
  ],
  [
    422,
    "idempotency-key-reused",
    async () => {
      const hold = (await ada.hold({ runId: runOf("late", 12) })).body;
      const key = randomUUID();
      await ada.book(hold, "tok_ok", key);
      return ada.book(hold, "tok_declined", key);
    },
  ],
  [
    422,
    "passenger-count",
    async () => ada.book({ ...(await ada.hold({ runId: runOf("late", 13) })).body, passengers: 2 }),
  ],
  [422, "train-departed", async () => ada.hold({ runId: runOf("early", -1) })],
  [
    422,
    "not-cancellable",
    async () => {
      const { reference } = await ada.buy({ runId: runOf("late", 14) });
      await ada.post(`/api/bookings/${reference}/cancel`);
      return ada.post(`/api/bookings/${reference}/cancel`);
    },
  ],
  [
    429,
    "purchase-limit",
    async () => {
      await ada.hold({ runId: runOf("late", 15) }, 6);
      return ada.hold({ runId: runOf("late", 15) });
    },
  ],
  [
    503,
    "payment-unanswered",
    async () => ada.book((await ada.hold({ runId: runOf("late", 16) })).body, "tok_timeout"),
  ],
];

const bodyFor = (holdId: string) => ({
  holdId,
  passengers: [{ name: "Ada", type: "adult" }],
  contact: { email: "ada@example.org" },
  payment: { token: "tok_ok" },
});

test.each(refusals)("%i %s", async (status, code, provoke) => {
  const refused = await provoke();
  expect({ status: refused.status, code: refused.body.code }).toEqual({ status, code });
  expect(refused.headers.get("content-type")).toContain("application/problem+json");
  expect(refused.body).toMatchObject({ type: expect.any(String), title: expect.any(String), status });
  expect(refused.body.requestId).toBe(refused.headers.get("x-request-id"));
  expect(refused.body.detail).not.toMatch(/SELECT|INSERT|node_modules|at .*\.js/);
  if (status === 429 || status === 503) expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
});
