import type { Booking } from "@railbooker/events/booking-shape";
import type { Sql } from "@railbooker/runtime/database";
import { insertEvents, type Outbox } from "../outbox/outbox.js";
import { settledByOthersAfterMs } from "../payments/payment-store.js";
import type { TicketSigner } from "../tickets/ticket-code.js";
import type { Draft } from "./draft-booking.js";
import { createReference } from "./reference.js";
import { type HoldToSell, legColumns, type RowsOfSale, rowsOf, ticketColumns } from "./sale-rows.js";

export interface WriteSalesDeps {
  signer: TicketSigner;
  outbox: Outbox;
}

/** By which Postgres says that a sale cannot be; nothing of the batch is written then. */
export const refusedSales = {
  RB011: "key-taken",
  RB012: "hold-ended",
  RB013: "payment-called-off",
  RB014: "reference-taken",
  RB015: "seats-not-kept",
} as const;

/**
 * Turns open holds into bookings: key, booking, legs, passengers, tickets, sold seats, payment and event, for many with one statement
 * and on its own one commit; all of them or none. @throws what `refusedSales` lists, by its SQLSTATE.
 */
export async function writeSales(
  { signer, outbox }: WriteSalesDeps,
  sql: Sql,
  sales: readonly HoldToSell[],
  now: Date,
): Promise<Booking[]> {
  if (sales.length === 0) return [];
  const bookings = sales.map(({ draft }) => signed(signer, draft));
  const rows = sales.map((sale, index) => rowsOf(sale, bookings[index] as Booking));
  const events = sales.map(({ hold: { userId } }, index) => {
    const booking = bookings[index] as Booking;
    const aggregateId = booking.reference;
    return { name: "BookingCreated" as const, aggregateId, aggregateVersion: 1, data: { userId, booking } };
  });
  const all = (part: keyof RowsOfSale) =>
    JSON.stringify(rows.flatMap((row): readonly unknown[] => row[part]));
  await sql.rows(
    statement,
    [
      all("sale"),
      all("legs"),
      all("passengers"),
      all("tickets"),
      outbox.toRows(events),
      now,
      new Date(now.getTime() + settledByOthersAfterMs),
      sales.length,
      sales.filter(({ key }) => key !== undefined).length,
      sales.filter(({ paymentId }) => paymentId !== undefined).length,
      rows.reduce(
        (sum, { tickets }) => sum + tickets.reduce((seats, { next }) => seats + (next ? 2 : 1), 0),
        0,
      ),
    ],
    "write-sales",
  );
  return bookings;
}

function signed(signer: TicketSigner, { booking }: Draft): Booking {
  const unsigned: Booking = { reference: createReference(), ...booking };
  const tickets = unsigned.tickets.map((ticket) => ({ ...ticket, code: signer.sign(unsigned, ticket) }));
  return { ...unsigned, tickets };
}

// Holds, payments and claims are found one by one: what Postgres believes of tables that grow as fast as in a rush lets it read all of
// them. One that is changed at the same moment is not met, and its sale is tried again by itself. The keys go in one order for
// everybody, so that two batches wait for each other and do not deadlock.
const statement = `
  WITH sale AS MATERIALIZED (
    SELECT * FROM json_to_recordset($1::json)
        AS s (id uuid, reference text, "user" uuid, hold uuid, amount int, currency text, email text, made timestamptz,
              key text, hash text, payment uuid)
  ), keys AS (
    INSERT INTO idempotency_keys (user_id, key, body_hash, booking_id, created_at)
    SELECT "user", key, decode(hash, 'hex'), id, $6 FROM sale WHERE key IS NOT NULL ORDER BY "user", key
    ON CONFLICT DO NOTHING RETURNING 1
  ), hold AS (
    UPDATE holds h SET status = 'booked'
      FROM sale s CROSS JOIN LATERAL (SELECT f.ctid AS place FROM holds f WHERE f.id = s.hold OFFSET 0) AS f
     WHERE h.ctid = f.place AND h.status = 'active' AND h.expires_at > $6 RETURNING 1
  ), booking AS (
    INSERT INTO bookings (id, reference, user_id, hold_id, status, price_amount, price_currency, contact_email, created_at)
    SELECT id, reference, "user", hold, 'confirmed', amount, currency, email, made FROM sale
    ON CONFLICT (reference) DO NOTHING RETURNING 1
  ), leg AS (
    INSERT INTO booking_legs (${legColumns}) SELECT ${legColumns} FROM json_populate_recordset(NULL::booking_legs, $2::json)
  ), people AS (
    INSERT INTO passengers (id, booking_id, position, name, type)
    SELECT id, booking_id, position, name, type FROM json_populate_recordset(NULL::passengers, $3::json)
  ), part AS MATERIALIZED (
    SELECT * FROM json_to_recordset($4::json)
        AS t (id uuid, booking_id uuid, leg_id uuid, passenger_id uuid, seat_id text, coach text, seat_number text, change_seat jsonb,
              price_amount int, status text, sequence int, code text, held uuid, first int, next text, "nextFirst" int)
  ), ticket AS (
    INSERT INTO tickets (${ticketColumns}) SELECT ${ticketColumns} FROM part
  ), kept AS MATERIALIZED (
    SELECT c.place, s.ticket FROM (
      SELECT held, seat_id AS seat, id AS ticket, first FROM part
       UNION ALL SELECT held, next, id, "nextFirst" FROM part WHERE next IS NOT NULL) AS s
     CROSS JOIN LATERAL (
      SELECT c.ctid AS place FROM seat_claims c
       WHERE c.hold_leg_id = s.held AND c.seat_id = s.seat AND c.ticket_id IS NULL AND (s.first IS NULL OR lower(c.segments) = s.first)
       LIMIT 1) AS c
  ), sold AS (
    UPDATE seat_claims c SET ticket_id = k.ticket, expires_at = NULL FROM kept k WHERE c.ctid = k.place RETURNING 1
  ), payment AS (
    UPDATE payments p SET status = 'authorised', booking_id = s.id, settle_after = $7
      FROM sale s CROSS JOIN LATERAL (SELECT f.ctid AS place FROM payments f WHERE f.id = s.payment OFFSET 0) AS f
     WHERE p.ctid = f.place AND p.status = 'requested' RETURNING 1
  ), event AS (${insertEvents("$5")})
  SELECT expect_count((SELECT count(*) FROM keys), $9, 'RB011', 'free idempotency keys'),
         expect_count((SELECT count(*) FROM hold), $8, 'RB012', 'open holds'),
         expect_count((SELECT count(*) FROM payment), $10, 'RB013', 'payments to be used'),
         expect_count((SELECT count(*) FROM booking), $8, 'RB014', 'free references'),
         expect_count((SELECT count(*) FROM sold), $11, 'RB015', 'seats still kept')`;
