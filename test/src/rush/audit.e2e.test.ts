import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { catalogue, type EventName, eventNames, eventType } from "@railbooker/events/catalogue";
import { effects } from "@railbooker/scripts/audit/effect-checks";
import { checks } from "@railbooker/scripts/audit/run-audit";
import { repositoryRoot } from "@railbooker/scripts/servers/paths";
import { newOperator } from "../support/operator.js";
import { type Product, startProduct } from "../support/product.js";
import { Traveller } from "../support/traveller.js";
import { aMinuteLater, auditAfter, becomesClean } from "./audit-now.js";

let product: Product;

/** A booking of two with one ticket given back, a hold that stands, and one of most things that somebody is told of. */
beforeAll(async () => {
  product = await startProduct();
  const ada = await new Traveller(product.bookings[0]?.url ?? "").register();
  const [journey] = await ada.search("münchen", "berlin");
  if (journey === undefined) throw new Error("no train");
  const booking = await ada.book((await ada.hold(journey, { passengers: 2 })).body);
  const { reference, tickets } = booking.body;
  const cancelled = await ada.call("POST", `/api/bookings/${reference}/cancel`, {
    tickets: [tickets[0]?.id],
  });
  expect(cancelled.status).toBe(200);
  expect((await ada.hold(journey)).status).toBe(201);
  await beTold(ada);
}, 180_000);

/** An exchange, tickets mailed again, a link to a booking, a forgotten password, and a train that is late, then cancelled. */
async function beTold(ada: Traveller): Promise<void> {
  const { reference } = await ada.buy("hamburg", "berlin");
  const [, later] = await ada.search("hamburg", "berlin");
  if (later === undefined) throw new Error("no second train");
  const hold = await ada.hold(later);
  const exchange = { holdId: hold.body.id, payment: { token: "tok_ok" } };
  const key = { "idempotency-key": randomUUID() };
  const operator = await newOperator(product);
  const run = `/api/operator/trains/${later.legs[0]?.runId}`;
  const done = [
    await ada.call("POST", `/api/bookings/${reference}/exchange`, exchange, key),
    await ada.call("POST", `/api/bookings/${reference}/resend`),
    await ada.call("POST", "/api/bookings/retrieve", { reference, email: ada.email }),
    await ada.call("POST", "/api/users/forgot-password", { email: ada.email }),
    await operator.call("POST", `${run}/delay`, { minutes: 40, reason: "Signal failure" }),
    await operator.call("POST", `${run}/cancel`, { reason: "Storm damage" }),
  ];
  expect(done.map(({ status }) => status)).toEqual([200, 202, 202, 202, 200, 200]);
}

afterAll(async () => {
  await product?.stop();
}, 60_000);

test("a product in use is clean, and the command says so", async () => {
  await becomesClean(product.databaseUrl);
  const command = [
    "--input-type=module",
    "-e",
    `const { main } = await import(${JSON.stringify(join(repositoryRoot, "scripts/dist/audit/main.js"))});
     process.exitCode = await main({ progress: { note: (line) => console.log(line) } });`,
  ];
  const env = { ...process.env, DATABASE_URL: product.databaseUrl };
  const { stdout } = await promisify(execFile)(process.execPath, command, { env });
  expect(stdout.match(/^ {2}ok /gm)).toHaveLength(checks.length);
  expect(stdout).toContain("all hold");
}, 90_000);

const takenIn = "every event is taken in once within a minute, where somebody is told of it";
const oneEffect = "every event has had its one effect for each user it is for";
const refundsTold =
  "every refund is told of once when it is owed and once when it is made, and no payment as failed that bought something";
const forThem = "nobody is told of what is not for them";

/** A change that is rolled back, for each check; foreign keys and triggers are off, as if they were wrong. */
const breaks: [check: string, change: string][] = [
  [
    "every segment of a seat is held or sold at most once",
    `ALTER TABLE seat_claims DROP CONSTRAINT seat_sold_once;
     INSERT INTO seat_claims (run_id, seat_id, service_class, segments, hold_leg_id, expires_at, user_id)
     SELECT run_id, seat_id, service_class, segments, hold_leg_id, now() + interval '5 minutes', user_id FROM seat_claims LIMIT 1`,
  ],
  [
    "the bits of a run say what its claims say",
    "UPDATE run_inventory SET masks = set_bit(masks, 0, 1 - get_bit(masks, 0))",
  ],
  [
    "the bits of a run say what its claims say",
    "UPDATE run_inventory SET masks = decode(repeat('00', length(masks)), 'hex')",
  ],
  [
    "every claim belongs to a hold that stands or to a valid ticket",
    "UPDATE tickets SET status = 'cancelled' WHERE status = 'valid'",
  ],
  [
    "every claim belongs to a hold that stands or to a valid ticket",
    "UPDATE holds SET status = 'expired' WHERE status = 'active'",
  ],
  [
    "every hold that stands has a seat for each passenger and leg",
    "DELETE FROM seat_claims WHERE ticket_id IS NULL",
  ],
  [
    "no hold outlives its time by more than a minute",
    "UPDATE holds SET expires_at = now() - interval '2 minutes' WHERE status = 'active'",
  ],
  [
    "no hold outlives its time by more than a minute",
    "UPDATE seat_claims SET expires_at = now() - interval '2 minutes' WHERE ticket_id IS NULL",
  ],
  [
    "whoever is promoted from a waiting list has a hold of their own",
    `INSERT INTO waitlist_entries (id, user_id, email, run_id, from_location, to_location, from_position, to_position,
                                   service_class, fare, passengers, status, hold_id, joined_at)
     SELECT gen_random_uuid(), user_id, '', '', '', '', 0, 1, 'second', 'flex', passengers, 'promoted', id, now()
       FROM holds, generate_series(1, 2) WHERE status = 'active'`,
  ],
  ["every booking has a ticket for each passenger on each leg", "DELETE FROM tickets WHERE status = 'valid'"],
  ["every booking's status is that of its tickets", "UPDATE bookings SET status = 'confirmed'"],
  [
    "every valid ticket has its seat for the whole ride",
    "DELETE FROM seat_claims WHERE ticket_id IS NOT NULL",
  ],
  [
    "every valid ticket has its seat for the whole ride",
    "UPDATE seat_claims SET segments = int4range(lower(segments), upper(segments) + 1) WHERE ticket_id IS NOT NULL",
  ],
  ["nothing lies about without its whole", "DELETE FROM holds WHERE status = 'active'"],
  ["nothing lies about without its whole", "DELETE FROM passengers"],
  [
    "every booking is paid for, no less and no more",
    "UPDATE payments SET amount = amount + 1 WHERE booking_id IS NOT NULL",
  ],
  [
    "every booking is paid for, no less and no more",
    "UPDATE payments SET booking_id = NULL, status = 'voided'",
  ],
  ["no more is given back than the tickets were worth", "UPDATE refunds SET amount = amount + 1"],
  [
    "every payment and refund comes to its end within two minutes",
    "UPDATE payments SET settle_after = now(), created_at = now() - interval '3 minutes'",
  ],
  ["the provider's books say the same", "UPDATE sandbox_payments SET status = 'authorised'"],
  ["the provider's books say the same", "DELETE FROM refunds; DELETE FROM payments"],
  ["every booking has its events", "DELETE FROM outbox WHERE version = 1"],
  ["every booking has its events", "DELETE FROM bookings"],
  [refundsTold, "DELETE FROM outbox WHERE subject LIKE 'refunds/%' AND version = 2"],
  [refundsTold, "DELETE FROM outbox WHERE subject LIKE 'refunds/%' AND version = 1"],
  [
    refundsTold,
    `INSERT INTO outbox (event_id, subject, version, envelope)
     SELECT gen_random_uuid(), 'payments/' || id, 1, '{}' FROM payments WHERE booking_id IS NOT NULL`,
  ],
  [
    "no event waits longer than a minute to be published",
    "UPDATE outbox SET created_at = now() - interval '2 minutes', published_at = NULL",
  ],
  [takenIn, `${aMinuteLater}; DELETE FROM notification.inbox`],
  [
    takenIn,
    `${aMinuteLater}; UPDATE outbox SET envelope = jsonb_set(envelope::jsonb, '{type}', '"com.railbooker.Unheard.v1"')::json`,
  ],
  [oneEffect, `${aMinuteLater}; DELETE FROM notification.mails`],
  [
    oneEffect,
    `${aMinuteLater};
     INSERT INTO notification.notifications SELECT user_id, seq + 100, type, title, body, data, event_id, created_at FROM notification.notifications`,
  ],
  [forThem, `${aMinuteLater}; UPDATE notification.notifications SET user_id = gen_random_uuid()::text`],
  [forThem, `${aMinuteLater}; UPDATE notification.mails SET template = 'delayNotice'`],
];

test.each(breaks)("%s: found where it does not (%#)", async (name, change) => {
  const broken = await auditAfter(
    product.databaseUrl,
    `SET LOCAL session_replication_role = replica; ${change}`,
  );
  expect([...broken.keys()]).toContain(name);
  expect(broken.get(name)?.[0]).toMatch(/^\w+ \S+/);
});

test("each check is broken by one of them", () => {
  expect(new Set(breaks.map(([name]) => name))).toEqual(new Set(checks.map(({ name }) => name)));
});

/** An event about a user of the catalogue's examples, published two minutes ago, of which the notification service knows nothing. */
const unheeded = (name: EventName) =>
  `INSERT INTO outbox (event_id, subject, version, envelope, published_at)
   VALUES ('${randomUUID()}', 'audit/${name}', 1, '${JSON.stringify({ type: eventType(name), data: catalogue[name].example }).replaceAll("'", "''")}',
           now() - interval '2 minutes')`;
const toldOf = eventNames.filter((name) => effects[name] !== null);
const untold = eventNames.filter((name) => effects[name] === null);

test("the audit knows every event of the catalogue", () => {
  expect(Object.keys(effects).sort()).toEqual([...eventNames].sort());
});

test.each(toldOf)("%s without its effect is found", async (name) => {
  const broken = await auditAfter(product.databaseUrl, unheeded(name));
  const { noted = false, mail } = effects[name] ?? {};
  for (const check of noted || mail !== undefined ? [takenIn, oneEffect] : [takenIn])
    expect(broken.get(check)).toContainEqual(expect.stringContaining(`${name} about audit/${name}`));
});

test.each(untold)("%s needs no effect, and is found where it has one", async (name) => {
  const broken = await auditAfter(product.databaseUrl, unheeded(name));
  expect([broken.get(takenIn), broken.get(oneEffect), broken.get(forThem)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  const taken = `INSERT INTO notification.inbox (consumer_group, event_id)
                 SELECT 'notification', event_id::text FROM outbox WHERE subject = 'audit/${name}'`;
  const overheard = await auditAfter(product.databaseUrl, `${unheeded(name)}; ${taken}`);
  expect(overheard.get(takenIn)).toContainEqual(expect.stringContaining(`${name} about audit/${name}`));
});
