import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Clock } from "@railbooker/runtime/clock";
import { createLogger } from "@railbooker/runtime/logger";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { createOutbox } from "../outbox/outbox.js";
import type { PaymentProvider } from "../payments/provider.js";
import { createSandboxProvider } from "../payments/sandbox.js";
import { takeDuePayments } from "../payments/settle-store.js";
import { createSettler } from "../payments/settler.js";
import { type BookingService, startBookingService } from "./testing/booking-service.js";
import type { Client } from "./testing/client.js";
import { runOf } from "./testing/small-timetable.js";

let service: BookingService;
let ada: Client;
/** What comes before a call to the provider; a test may let it wait or fail. */
const before: Partial<Record<keyof PaymentProvider, () => Promise<void>>> = {};

beforeAll(async () => {
  const through =
    <A extends unknown[], R>(name: keyof PaymentProvider, call: (...args: A) => Promise<R>) =>
    async (...args: A) => {
      await before[name]?.();
      return call(...args);
    };
  service = await startBookingService({
    payments: (sandbox) => ({
      authorise: through("authorise", sandbox.authorise),
      capture: through("capture", sandbox.capture),
      void: through("void", sandbox.void),
      refund: through("refund", sandbox.refund),
      lookup: through("lookup", sandbox.lookup),
    }),
  });
  ada = await service.newClient();
}, 60_000);
afterAll(() => service.close());
beforeEach(() => {
  for (const name of Object.keys(before)) delete before[name as keyof PaymentProvider];
});

const run = runOf("early", 3);
const minutes = (count: number) => count * 60_000;

async function standings(holdId: string): Promise<string[]> {
  const rows = await service.sql.rows<{ ours: string; theirs: string | null }>(
    `SELECT p.status AS ours, s.status AS theirs FROM payments p LEFT JOIN sandbox_payments s ON s.id = p.id
      WHERE p.hold_id = $1 ORDER BY p.created_at`,
    [holdId],
  );
  return rows.map(({ ours, theirs }) => `${ours}/${theirs ?? "none"}`);
}

const settled = (holdId: string, wanted: string[], timeoutMs?: number) =>
  waitFor(
    `${wanted.join()} of the hold`,
    async () => JSON.stringify(await standings(holdId)) === JSON.stringify(wanted),
    timeoutMs,
  );

describe("every end of a payment", () => {
  test("accepted: captured after the booking stands", async () => {
    const hold = (await ada.hold({ runId: run })).body;
    expect((await ada.book(hold)).status).toBe(201);
    await settled(hold.id, ["captured/captured"]);
  });

  test("declined, unanswered, and an answer that is lost: nothing is kept back, the hold stays, the next card buys", async () => {
    const hold = (await ada.hold({ runId: run })).body;
    expect(await ada.book(hold, "tok_declined")).toMatchObject({
      status: 402,
      body: { code: "payment-declined" },
    });
    for (const token of ["tok_timeout", "tok_lost_answer"]) {
      const refused = await ada.book(hold, token);
      expect(refused).toMatchObject({ status: 503, body: { code: "payment-unanswered" } });
      expect(refused.headers.get("retry-after")).toBeTruthy();
    }
    expect((await ada.get(`/api/holds/${hold.id}`)).body.status).toBe("active");
    expect((await ada.book(hold)).status).toBe(201);
    await settled(hold.id, ["declined/declined", "voided/voided", "voided/voided", "captured/captured"]);
  });

  test("accepted too late: it was called off before it arrived", async () => {
    const hold = (await ada.hold({ runId: run })).body;
    expect((await ada.book(hold, "tok_late_success")).status).toBe(503);
    await settled(hold.id, ["voided/voided"]);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await standings(hold.id)).toEqual(["voided/voided"]);
  });

  test("a capture that fails is made later, and the booking stands meanwhile", async () => {
    const hold = (await ada.hold({ runId: run })).body;
    before.capture = () => Promise.reject(new Error("away"));
    expect((await ada.book(hold)).status).toBe(201);
    await waitFor("the failure", () => service.warnings.some((line) => line.includes("away")));
    expect(await standings(hold.id)).toEqual(["authorised/authorised"]);
    delete before.capture;
    service.pass(30_000);
    await settled(hold.id, ["captured/captured"]);
  });

  test("a refund that is owed is made once the provider is back, and once", async () => {
    const booking = await ada.buy({ runId: run });
    before.refund = () => Promise.reject(new Error("away"));
    expect((await ada.post(`/api/bookings/${booking.reference}/cancel`)).status).toBe(200);
    const refunds = () =>
      service.sql.rows(
        `SELECT r.amount, r.made_at IS NOT NULL AS made, s.refunded FROM refunds r JOIN payments p ON p.id = r.payment_id
           JOIN bookings b ON b.id = p.booking_id JOIN sandbox_payments s ON s.id = p.id WHERE b.reference = $1`,
        [booking.reference],
      );
    const amount = booking.price.amount;
    expect(await refunds()).toEqual([{ amount, made: false, refunded: 0 }]);
    delete before.refund;
    await waitFor("the refund", async () => {
      service.pass(20_000);
      return JSON.stringify(await refunds()) === JSON.stringify([{ amount, made: true, refunded: amount }]);
    });
    const events = await service.sql.rows(
      `SELECT split_part(envelope->>'type', '.', 3) AS name, version, envelope->'data' AS data FROM outbox
        WHERE subject LIKE 'refunds/%' AND envelope->'data'->>'reference' = $1 ORDER BY version`,
      [booking.reference],
    );
    const data = {
      userId: ada.id,
      email: ada.email,
      reference: booking.reference,
      refund: booking.price,
      reason: "cancellation",
    };
    expect(events).toEqual([
      { name: "RefundStarted", version: 1, data },
      { name: "RefundCompleted", version: 2, data },
    ]);
  });
});

test.each(["tok_declined", "tok_lost_answer"])(
  "who has left the page before %s was answered is told in the feed and by mail",
  async (token) => {
    const hold = (await ada.hold({ runId: runOf("late", 6) })).body;
    const leaving = new AbortController();
    // The bank answers once the request of somebody who came later is answered: by then the closed connection has been seen.
    before.authorise = async () => {
      leaving.abort();
      await ada.get("/api/users/me");
    };
    await expect(ada.book(hold, token, undefined, leaving.signal)).rejects.toThrow();
    const events = () =>
      service.sql.rows<{ data: unknown }>(
        `SELECT o.envelope->'data' AS data FROM outbox o JOIN payments p ON o.subject = 'payments/' || p.id
          WHERE p.hold_id = $1`,
        [hold.id],
      );
    await waitFor("the event", async () => (await events()).length > 0);
    const journey = { from: "Astadt", to: "Dstadt" };
    expect(await events()).toEqual([
      { data: { userId: ada.id, email: ada.email, amount: hold.price, journey } },
    ]);
    expect((await ada.get(`/api/holds/${hold.id}`)).body.status).toBe("active");

    // Still there, it is for the page to say.
    delete before.authorise;
    expect((await ada.book(hold, "tok_declined")).status).toBe(402);
    expect(await events()).toHaveLength(1);
  },
  20_000,
);

test("who has deleted the account gets the money back, and no word of it", async () => {
  const bob = await service.newClient();
  const booking = await bob.buy({ runId: runOf("late", 8) });
  before.refund = () => Promise.reject(new Error("away"));
  expect((await bob.post(`/api/bookings/${booking.reference}/cancel`)).status).toBe(200);
  await service.sql.rows("UPDATE users SET deleted_at = now() WHERE id = $1", [bob.id]);
  delete before.refund;
  const made = `SELECT r.id FROM refunds r JOIN payments p ON p.id = r.payment_id JOIN bookings b ON b.id = p.booking_id
                 WHERE b.reference = $1 AND r.made_at IS NOT NULL`;
  await waitFor("the refund", async () => {
    service.pass(20_000);
    return (await service.sql.rows(made, [booking.reference])).length === 1;
  });
  const events = await service.sql.rows(
    "SELECT version FROM outbox WHERE subject LIKE 'refunds/%' AND envelope->'data'->>'reference' = $1",
    [booking.reference],
  );
  expect(events).toEqual([{ version: 1 }]);
});

describe("a hold that ends while its payment is under way", () => {
  /** Lets the payment wait at the provider until `open` is called. */
  function gate(): () => void {
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    before.authorise = () => opened;
    return open;
  }

  test("keeps its seats for the time of the payment, and is booked", async () => {
    const bob = await service.newClient();
    const hold = (await ada.hold({ runId: runOf("early", 4), seats: ["2-5"] })).body;
    service.pass(minutes(10) - 2000);
    const open = gate();
    const booking = ada.book(hold);
    await waitFor("the payment", async () => (await standings(hold.id)).length === 1);
    service.pass(4000);
    expect((await bob.hold({ runId: runOf("early", 4), seats: ["2-5"] })).status).toBe(409);
    open();
    expect((await booking).status).toBe(201);
    await settled(hold.id, ["captured/captured"]);
  });

  test("is lost after that: 410, the money is let go, the seat is another's", async () => {
    const bob = await service.newClient();
    const hold = (await ada.hold({ runId: runOf("early", 5), seats: ["2-5"] })).body;
    service.pass(minutes(10) - 2000);
    const open = gate();
    const booking = ada.book(hold);
    await waitFor("the payment", async () => (await standings(hold.id)).length === 1);
    service.pass(12_000);
    expect((await bob.hold({ runId: runOf("early", 5), seats: ["2-5"] })).status).toBe(201);
    open();
    expect(await booking).toMatchObject({ status: 410, body: { code: "hold-expired" } });
    await settled(hold.id, ["voided/voided"]);
  });

  test("is not kept for ever by one who keeps trying", async () => {
    const hold = (await ada.hold({ runId: runOf("early", 5), seats: ["2-6"] })).body;
    service.pass(minutes(10) - 1000);
    const started = Date.parse(hold.expiresAt);
    for (let attempt = 0; attempt < 8; attempt++) {
      await ada.book(hold, "tok_declined");
      service.pass(6000);
    }
    const { body } = await ada.get(`/api/holds/${hold.id}`);
    expect(body.status).toBe("expired");
    expect(Date.parse(body.expiresAt) - started).toBeLessThanOrEqual(30_000);
  });
});

describe("what a crash leaves open", () => {
  async function leave(status: string, provider: string | undefined): Promise<string> {
    const id = randomUUID();
    await service.sql.rows(
      `INSERT INTO payments (id, user_id, hold_id, amount, currency, status, created_at, settle_after)
       VALUES ($1, $2, $1, 500, 'EUR', $3, $4, $5)`,
      [id, ada.id, status, service.now(), new Date(service.now().getTime() + 20_000)],
    );
    if (provider !== undefined)
      await service.sql.rows(
        "INSERT INTO sandbox_payments (id, amount, currency, status) VALUES ($1, 500, 'EUR', $2)",
        [id, provider],
      );
    return id;
  }

  const tools = (clock: Clock) => ({
    sql: service.sql,
    inTransaction: service.inTransaction,
    outbox: createOutbox(clock, () => undefined),
    clock,
  });

  /** What is told of a payment or a refund, in the order of versions. */
  const told = (subject: string) =>
    service.sql.rows<{ name: string; data: Record<string, unknown> }>(
      `SELECT split_part(envelope->>'type', '.', 3) AS name, envelope->'data' AS data FROM outbox
        WHERE subject = $1 ORDER BY version`,
      [subject],
    );

  test("money of a purchase that died is given back, whatever the provider has of it; a young one is left alone", async () => {
    const [asked, authorised, unheard, taken] = [
      await leave("requested", "authorised"),
      await leave("voiding", "authorised"),
      await leave("requested", undefined),
      await leave("requested", "captured"),
    ];
    service.pass(30_000);
    const young = await leave("requested", "authorised");
    for (const id of [asked, authorised, unheard]) await settled(id, ["voided/voided"]);
    await settled(taken, ["voided/captured"]);
    expect(await service.sql.rows("SELECT refunded FROM sandbox_payments WHERE id = $1", [taken])).toEqual([
      { refunded: 500 },
    ]);
    expect(await standings(young)).toEqual(["requested/authorised"]);
    // Whoever lost the page is told, once; who was told by the page is not.
    const failed = {
      name: "PaymentFailed",
      data: { userId: ada.id, email: ada.email, amount: { amount: 500, currency: "EUR" } },
    };
    for (const id of [asked, unheard, taken]) expect(await told(`payments/${id}`)).toEqual([failed]);
    expect(await told(`payments/${authorised}`)).toEqual([]);
  });

  test("nobody is told of a payment that failed where another attempt followed, and the journey is named", async () => {
    const hold = (await ada.hold({ runId: runOf("late", 7) })).body;
    const [first, second] = [await leave("requested", undefined), await leave("requested", undefined)];
    await service.sql.rows("UPDATE payments SET hold_id = $1 WHERE id = ANY($2::uuid[])", [
      hold.id,
      [first, second],
    ]);
    await service.sql.rows("UPDATE payments SET created_at = created_at - interval '1 s' WHERE id = $1", [
      first,
    ]);
    service.pass(30_000);
    await settled(hold.id, ["voided/voided", "voided/voided"]);
    expect(await told(`payments/${first}`)).toEqual([]);
    expect(await told(`payments/${second}`)).toMatchObject([
      { name: "PaymentFailed", data: { journey: { from: "Astadt", to: "Dstadt" } } },
    ]);
  });

  test("processes that die again and again with it in hand make nobody wait longer", async () => {
    const id = await leave("voiding", "authorised");
    const sandbox = createSandboxProvider({ sql: service.sql });
    let at = service.now().getTime() + 7_200_000;
    const clock = () => new Date(at);
    const log = createLogger({ service: "test", level: "silent" });
    const dying = { ...sandbox, lookup: () => Promise.reject(new Error("killed")) };
    const taken = async () => {
      for (let death = 0; death < 5; death++) {
        at += 11_000;
        // Taken in hand, and then nothing: as a killed process leaves it.
        await takeDuePayments(service.sql, clock(), 25);
      }
    };
    await taken();
    at += 11_000;
    await createSettler({ ...tools(clock), provider: dying, log }).pass();
    at += 11_000;
    await createSettler({ ...tools(clock), provider: sandbox, log }).pass();
    expect(await standings(id)).toEqual(["voided/voided"]);
  });

  test("two processes that look at once do each thing once", async () => {
    const calls: string[] = [];
    const sandbox = createSandboxProvider({ sql: service.sql });
    const provider = {
      ...sandbox,
      void: async (id: string) => {
        calls.push(id);
        await sandbox.void(id);
      },
    };
    const clock = () => new Date(service.now().getTime() + 3_600_000);
    const log = createLogger({ service: "test", level: "silent" });
    const settlers = [1, 2].map(() => createSettler({ ...tools(clock), provider, log }));
    const ids: string[] = [];
    for (let i = 0; i < 60; i++) ids.push(await leave("requested", "authorised"));
    await Promise.all(settlers.map((settler) => settler.pass()));
    const mine = calls.filter((id) => ids.includes(id));
    expect(mine).toHaveLength(60);
    expect(new Set(mine).size).toBe(60);
  });
});

test("a hold that somebody changes while it is sold is sold all the same", async () => {
  const hold = (await ada.hold({ runId: runOf("late", 6) })).body;
  let changing: Promise<void> | undefined;
  const saleWaits = () =>
    waitFor("the sale to wait for the hold", async () => {
      const waiting = await service.sql.rows(
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      return waiting.length > 0;
    });
  before.authorise = () =>
    new Promise((changed, failed) => {
      changing = service.inTransaction(async (sql) => {
        await sql.rows("UPDATE holds SET expires_at = expires_at + interval '1 second' WHERE id = $1", [
          hold.id,
        ]);
        changed();
        await saleWaits();
      });
      changing.catch(failed);
    });
  expect(await ada.book(hold)).toMatchObject({ status: 201 });
  await changing;
});

test("pressed ten times at once, it is one booking and one payment kept", async () => {
  const hold = (await ada.hold({ runId: runOf("late", 6) })).body;
  const key = randomUUID();
  // On a busy machine the bank may be too slow for one: who hears that presses again.
  const press = async () => {
    let answer = await ada.book(hold, "tok_ok", key);
    while (answer.status === 503) answer = await ada.book(hold, "tok_ok", key);
    return answer;
  };
  const answers = await Promise.all(Array.from({ length: 10 }, press));
  const told = answers.map(({ status, body }) => `${status} ${body.reference ?? body.code}`);
  expect(new Set(told)).toEqual(new Set([`201 ${answers[0]?.body.reference}`]));
  await waitFor("every payment to come to its end", async () => {
    const all = await standings(hold.id);
    return (
      all.filter((each) => each === "captured/captured").length === 1 &&
      all.every((each) => each === "captured/captured" || each === "voided/voided")
    );
  });
});
