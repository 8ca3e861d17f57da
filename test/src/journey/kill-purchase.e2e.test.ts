import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Booking } from "@railbooker/events/booking-shape";
import { createTestDatabase, type TestDatabase } from "@railbooker/runtime/testing/postgres";
import { testRedisUrl } from "@railbooker/runtime/testing/redis";
import { waitFor } from "@railbooker/runtime/testing/wait";
import pg from "pg";
import { keys, prepareDatabase, productVersion } from "../support/product.js";
import { seededRandom } from "../support/random.js";
import { type Service, startService } from "../support/service.js";
import { type Answer, type Hold, type Journey, type Refusal, Traveller } from "../support/traveller.js";

const KILLS = 50;
const PROCESSES = 2;
const BUYERS = 8;
const seed = Number(process.env["KILL_SEED"] ?? 20_261_122);

let database: TestDatabase;
let env: Record<string, string>;
let pool: pg.Pool;
const processes: Service[] = [];

beforeAll(async () => {
  database = await createTestDatabase("product", productVersion(), prepareDatabase);
  env = {
    ...keys(),
    DATABASE_URL: database.url,
    REDIS_URL: await testRedisUrl(),
    RATE_LIMIT: "off",
    PURCHASE_LIMIT: "off",
    HOLD_MINUTES: "0.25",
    // Wide windows: before and after the provider has kept money back, sold seats, taken it.
    SANDBOX_PAYMENT_LATENCY_MS: "120",
    LOG_LEVEL: "info",
  };
  pool = new pg.Pool({
    connectionString: database.url,
    max: 2,
    options: "-c search_path=booking,public",
  });
  for (let index = 0; index < PROCESSES; index++) processes.push(await startService("booking", env));
}, 180_000);

afterAll(async () => {
  for (const service of processes) await service.stop();
  await pool?.end();
  await database?.drop();
}, 60_000);

/**
 * Asks again while the process that was asked is dead: the same request, as a browser or a client library would. On a
 * busy machine a process may be killed each time before it can answer, so patience lasts as long as the killing.
 */
async function persist<T>(call: () => Promise<Answer<T>>): Promise<Answer<T>> {
  const deadline = Date.now() + 540_000;
  for (;;) {
    const answer = await call().catch(() => undefined);
    if (answer !== undefined && answer.status < 500) return answer;
    if (Date.now() > deadline)
      throw new Error(`no answer for nine minutes; last ${answer?.status ?? "none"}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Buys, and now and then pays with a card that fails, cancels or walks away, until told to stop. */
async function shop(
  buyer: Traveller,
  journeys: readonly Journey[],
  random: () => number,
  stopped: () => boolean,
): Promise<Booking[]> {
  const bought: Booking[] = [];
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  while (!stopped()) {
    const journey = one(journeys);
    const passengers = 1 + Math.floor(random() * 3);
    const hold = await persist(() => buyer.hold(journey, { passengers }));
    if (hold.status !== 201 || random() < 0.1) continue;
    const token = random() < 0.85 ? "tok_ok" : one(["tok_declined", "tok_lost_answer", "tok_late_success"]);
    const key = randomUUID();
    const answer = await persist<Booking & Refusal>(async () => {
      const booked = await buyer.book(hold.body as Hold, { key, passengers, token });
      // A card whose answer is lost stays unanswered however often it is tried: the buyer gives up.
      return token === "tok_ok" || booked.status !== 503 ? booked : { ...booked, status: 402 };
    });
    expect([201, 402, 410]).toContain(answer.status);
    if (answer.status !== 201) continue;
    bought.push(answer.body);
    if (random() < 0.2)
      await persist(() => buyer.call("POST", `/api/bookings/${answer.body.reference}/cancel`, {}));
  }
  return bought;
}

/** Each names what it has found; all are empty in a sound house. */
const faults = {
  "money kept without a booking": `
    SELECT s.id, s.status FROM sandbox_payments s LEFT JOIN payments p ON p.id = s.id
     WHERE s.status IN ('authorised', 'captured') AND s.refunded < s.amount AND p.booking_id IS NULL`,
  "a booking without its money": `
    SELECT b.reference FROM bookings b LEFT JOIN payments p ON p.booking_id = b.id LEFT JOIN sandbox_payments s ON s.id = p.id
     GROUP BY b.id HAVING coalesce(sum(s.amount) FILTER (WHERE s.status = 'captured'), 0) <> b.price_amount`,
  "a payment that has not come to its end": "SELECT id, status FROM payments WHERE settle_after IS NOT NULL",
  "a refund that is owed": "SELECT id FROM refunds WHERE made_at IS NULL",
  "refunds that are not what the provider gave back": `
    SELECT p.id FROM payments p JOIN sandbox_payments s ON s.id = p.id
     WHERE p.booking_id IS NOT NULL AND p.refunded <> s.refunded`,
  "a ticket without its seat": `
    SELECT t.id FROM tickets t JOIN booking_legs l ON l.id = t.leg_id
     WHERE t.status = 'valid' AND NOT EXISTS (SELECT 1 FROM seat_claims c WHERE c.run_id = l.run_id AND c.ticket_id = t.id)`,
  "a seat sold to nobody": `
    SELECT c.id FROM seat_claims c LEFT JOIN tickets t ON t.id = c.ticket_id AND t.status = 'valid'
     WHERE c.ticket_id IS NOT NULL AND t.id IS NULL`,
  "a seat held for nobody": `
    SELECT c.id FROM seat_claims c JOIN hold_legs l ON l.id = c.hold_leg_id JOIN holds h ON h.id = l.hold_id
     WHERE c.ticket_id IS NULL AND (h.status <> 'active' OR h.expires_at < now())`,
  "a hold taken for a booking that is not there": `
    SELECT h.id FROM holds h LEFT JOIN bookings b ON b.hold_id = h.id WHERE h.status = 'booked' AND b.id IS NULL`,
  "a booking nobody is told of": `
    SELECT b.reference FROM bookings b LEFT JOIN outbox o ON o.subject = 'bookings/' || b.reference AND o.version = 1
     WHERE o.id IS NULL`,
  "a refund that is not told of once when it is owed and once when it is made": `
    SELECT r.id FROM refunds r LEFT JOIN outbox o ON o.subject = 'refunds/' || r.id
     GROUP BY r.id HAVING array_agg(o.version ORDER BY o.version) <> ARRAY[1, 2]`,
  "a payment told of as failed that bought something, or told of twice": `
    SELECT p.id FROM payments p JOIN outbox o ON o.subject = 'payments/' || p.id
     GROUP BY p.id HAVING p.booking_id IS NOT NULL OR count(*) > 1`,
};

async function found(): Promise<Record<string, number>> {
  const all: Record<string, number> = {};
  for (const [name, sql] of Object.entries(faults)) {
    const { rowCount } = await pool.query(sql);
    if (rowCount !== 0) all[name] = rowCount ?? 0;
  }
  return all;
}

test(`killed ${KILLS} times in the middle of purchases (seed ${seed}), nothing is lost: no seat, no money, no booking`, async () => {
  const random = seededRandom(seed);
  let over = false;
  const buyers = await Promise.all(
    Array.from({ length: BUYERS }, (_, index) => {
      const service = processes[index % PROCESSES] as Service;
      return new Traveller(service.url).register();
    }),
  );
  const journeys = await (buyers[0] as Traveller).search("münchen", "berlin");
  const shopping = buyers.map((buyer, index) =>
    shop(buyer, journeys, seededRandom(seed + 1 + index), () => over),
  );

  let kills = 0;
  const killing = processes.map(async (_, index) => {
    while (kills < KILLS) {
      kills += 1;
      await new Promise((resolve) => setTimeout(resolve, 40 + random() * 600));
      const service = processes[index] as Service;
      await service.child.kill();
      processes[index] = await startService("booking", env, service.port);
    }
  });
  await Promise.all(killing);
  over = true;
  const bought = (await Promise.all(shopping)).flat();
  await waitFor(
    "the house to be in order",
    async () => Object.keys(await found()).length === 0,
    60_000,
  ).catch(() => undefined);
  expect(await found()).toEqual({});

  // What a buyer was told is so, and each purchase was one booking.
  const { rows } = await pool.query<{ reference: string }>("SELECT reference FROM bookings");
  const known = new Set(rows.map((row) => row.reference));
  expect(bought.filter(({ reference }) => !known.has(reference))).toEqual([]);
  expect(new Set(bought.map(({ reference }) => reference)).size).toBe(bought.length);
  expect(bought.length).toBeGreaterThan(KILLS / 2);
}, 600_000);
