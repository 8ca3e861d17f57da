import type { Sql } from "@railbooker/runtime/database";
import type { HeldLeg, Hold } from "./hold.js";
import type { LockedRun, UserSeats } from "./inventory-store.js";

/** The runs that seats were chosen of, by their bits after the choice. */
export interface ChosenRuns {
  runs: readonly LockedRun[];
  /** Their stamp from now on; undefined where nothing was chosen, which is checked all the same where they are not locked. */
  next: string | undefined;
  /** Of runs that are not locked: what has to be so still. */
  as?: {
    epoch: string;
    /** Of each run. */
    statuses: readonly number[];
    /** Seats that users of the batch may have had before it. */
    most: readonly UserSeats[];
  };
}

/** Postgres says so of runs that have changed since seats of them were chosen: nothing was written. */
export const runsChanged = "RB001";

/** Writes holds with their legs and claims, and what is now taken of the runs: one statement, and on its own one commit. */
export async function insertHolds(
  sql: Sql,
  holds: readonly Hold[],
  { runs, next, as }: ChosenRuns,
  now: Date,
): Promise<void> {
  if (holds.length === 0 && as === undefined) return;
  await sql.rows(
    statement,
    [
      as?.epoch ?? null,
      runs.map((run) => run.runId),
      runs.map((run) => run.stamp),
      next ?? null,
      as?.statuses ?? [],
      runs.map((run) => (next === undefined ? null : run.masks.bits)),
      now,
      as?.most.map(({ userId }) => userId) ?? [],
      as?.most.map(({ runId }) => runId) ?? [],
      as?.most.map(({ seats }) => seats) ?? [],
      JSON.stringify(holds.map(toRow)),
      JSON.stringify(holds.flatMap(toLegs)),
    ],
    "insert-holds",
  );
}

/** The claims follow from the legs: a seat each, and where seats change on the way, two. */
const statement = `
  WITH runs AS MATERIALIZED (
    SELECT take_runs($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS taken
  ), hold AS (
    INSERT INTO holds (id, user_id, passengers, passenger_types, price_amount, price_currency, created_at, expires_at)
    SELECT h.id, h."user", h.passengers, h.types, h.amount, h.currency, $7, h.until
      FROM runs, json_to_recordset($11::json)
        AS h (id uuid, "user" uuid, passengers int, types text[], amount int, currency text, until timestamptz)
  ), leg AS MATERIALIZED (
    SELECT l.* FROM runs, json_to_recordset($12::json)
        AS l (id uuid, hold uuid, position int, run text, start int, stop int, "from" text, "to" text, class text, fare text,
              price int, prices jsonb, "splitAt" int, split text, seats text[], next text[], "user" uuid, until timestamptz)
  ), legs AS (
    INSERT INTO hold_legs (id, hold_id, position, run_id, from_position, to_position, from_location, to_location,
                           service_class, fare, price_amount, ticket_prices, split_at, split_location)
    SELECT id, hold, position, run, start, stop, "from", "to", class, fare, price, prices, "splitAt", split FROM leg
  ), claims AS (
    INSERT INTO seat_claims (run_id, seat_id, service_class, segments, hold_leg_id, user_id, expires_at)
    SELECT run, seat, class, int4range(start, coalesce("splitAt", stop)), id, "user", until FROM leg, unnest(seats) AS seat
     UNION ALL
    SELECT run, seat, class, int4range("splitAt", stop), id, "user", until FROM leg, unnest(next) AS seat
  ) SELECT taken FROM runs`;

function toRow({ id, userId, passengers, passengerTypes, price, expiresAt }: Hold) {
  const { amount, currency } = price;
  return { id, user: userId, passengers, types: passengerTypes, amount, currency, until: expiresAt };
}

const toLegs = (hold: Hold) =>
  hold.legs.map((leg: HeldLeg, position) => ({
    id: leg.id,
    hold: hold.id,
    position,
    run: leg.runId,
    start: leg.fromPosition,
    stop: leg.toPosition,
    from: leg.from,
    to: leg.to,
    class: leg.serviceClass,
    fare: leg.fare,
    price: leg.price.amount,
    prices: leg.ticketPrices,
    splitAt: leg.split?.position,
    split: leg.split?.at,
    seats: leg.seats.map((seat) => seat.id),
    next: leg.split?.next.map((seat) => seat.id),
    user: hold.userId,
    until: hold.expiresAt,
  }));
