import type { Sql } from "@railbooker/runtime/database";
import type { HeldLeg, Hold } from "./hold.js";
import type { LockedRun } from "./inventory-store.js";

/** Writes holds with their legs and claims, and what is now taken of the locked runs: one statement. */
export async function insertHolds(
  sql: Sql,
  holds: readonly Hold[],
  runs: readonly LockedRun[],
  now: Date,
): Promise<void> {
  const legs = holds.flatMap((hold) =>
    hold.legs.map((leg, position) => ({ ...leg, position, holdId: hold.id, price: leg.price.amount })),
  );
  const claims = holds.flatMap((hold) => hold.legs.flatMap((leg) => claimsOf(hold, leg)));
  await sql.rows(
    `WITH hold AS (
       INSERT INTO holds (id, user_id, passengers, passenger_types, price_amount, price_currency, created_at, expires_at)
       SELECT h.id, h."userId", h.passengers, h."passengerTypes", h.amount, h.currency, $4::timestamptz, h."expiresAt"
         FROM json_to_recordset($1::json) AS h (id uuid, "userId" uuid, passengers int, "passengerTypes" text[], amount int, currency text, "expiresAt" timestamptz)
     ), leg AS (
       INSERT INTO hold_legs (id, hold_id, position, run_id, from_position, to_position, from_location, to_location,
                              service_class, fare, price_amount, ticket_prices, split_at, split_location)
       SELECT l.id, l."holdId", l.position, l."runId", l."fromPosition", l."toPosition", l."from", l."to",
              l."serviceClass", l.fare, l.price, l."ticketPrices", (l.split->>'position')::int, l.split->>'at'
         FROM json_to_recordset($2::json) AS l (id uuid, "holdId" uuid, position int, "runId" text, "fromPosition" int,
              "toPosition" int, "from" text, "to" text, "serviceClass" text, fare text, price int, "ticketPrices" jsonb, split json)
     ), inventory AS (
       UPDATE run_inventory i SET masks = m.masks FROM unnest($5::text[], $6::bytea[]) AS m (run_id, masks) WHERE i.run_id = m.run_id
     )
     INSERT INTO seat_claims (run_id, seat_id, service_class, segments, hold_leg_id, user_id, expires_at)
     SELECT c.run, c.seat, c.class, int4range(c."from", c."to"), c.leg, c."user", c.until
       FROM json_to_recordset($3::json)
         AS c (run text, seat text, class text, "from" int, "to" int, leg uuid, "user" uuid, until timestamptz)`,
    [
      JSON.stringify(holds.map(({ price, legs: _legs, ...hold }) => ({ ...hold, ...price }))),
      JSON.stringify(legs),
      JSON.stringify(claims),
      now,
      runs.map((run) => run.runId),
      runs.map((run) => run.masks.bits),
    ],
  );
}

function claimsOf(hold: Hold, leg: HeldLeg) {
  const change = leg.split?.position ?? leg.toPosition;
  const parts = [
    { seats: leg.seats, from: leg.fromPosition, to: change },
    { seats: leg.split?.next ?? [], from: change, to: leg.toPosition },
  ];
  return parts.flatMap(({ seats, from, to }) =>
    seats.map((seat) => ({
      run: leg.runId,
      seat: seat.id,
      class: leg.serviceClass,
      from,
      to,
      leg: leg.id,
      user: hold.userId,
      until: hold.expiresAt,
    })),
  );
}
