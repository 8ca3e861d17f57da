import type { Sql } from "@railbooker/runtime/database";
import type { RunChange } from "../timetable/import/sold-runs.js";
import type { Run, RunCall } from "../timetable/run.js";

/** Where passengers who board at `boards` change to their other seat; both are location ids. */
export interface ChangeOfSeat {
  boards: string;
  at: string;
}

type Place = Pick<RunCall["location"], "id" | "name">;

/**
 * Where a change of seats takes place in the new timetable: there as before; else at the last call before that is left, so that the
 * other seat is free from there on; "nowhere" where none is left, since the other seat then does for the whole ride. "kept" where
 * others may still alight at that call though nobody boards there: before it, the other seat may be theirs.
 */
export function changeIn(before: Run, after: Run, { boards, at }: ChangeOfSeat): Place | "nowhere" | "kept" {
  const left = new Map(after.calls.map((call) => [call.location.id, call]));
  const ids = before.calls.map(({ location }) => location.id);
  const last = ids.indexOf(at);
  for (let place = last; place > ids.indexOf(boards); place--) {
    const call = left.get(ids[place] ?? "");
    if (call?.pickup === true && call.dropOff) return call.location;
    if (call?.dropOff === true) return "kept";
  }
  return "nowhere";
}

/**
 * Has tickets and holds whose passengers change seats at a call that the run has lost change at another. Nobody loses a seat by it.
 * Call it under `lockInventory`, before their seats are placed anew.
 * @returns the references of bookings whose tickets have another seat on a part of the way than their travellers know of
 */
export async function followChanges(sql: Sql, { runId, before, after }: RunChange): Promise<Set<string>> {
  const reseated = new Set<string>();
  if (before === undefined || after === undefined) return reseated;
  for (const change of await changesOn(sql, runId)) {
    const to = changeIn(before, after, change);
    if (to === "kept" || (to !== "nowhere" && to.id === change.at)) continue;
    const bookings = to === "nowhere" ? dropChange(sql, runId, change) : moveChange(sql, runId, change, to);
    for (const { reference } of await bookings) reseated.add(reference);
  }
  return reseated;
}

/** Legs of holds with seats on the run. */
const heldLegs = "SELECT c.hold_leg_id FROM seat_claims c WHERE c.run_id = $1 AND c.ticket_id IS NULL";

function changesOn(sql: Sql, runId: string): Promise<ChangeOfSeat[]> {
  return sql.rows<ChangeOfSeat>(
    `SELECT l.from_id AS boards, t.change_seat->'at'->>'id' AS at
       FROM booking_legs l JOIN tickets t ON t.leg_id = l.id
      WHERE l.run_id = $1 AND t.status = 'valid' AND t.change_seat IS NOT NULL
     UNION
     SELECT l.from_location, l.split_location FROM hold_legs l
      WHERE l.split_location IS NOT NULL AND l.id IN (${heldLegs})`,
    [runId],
  );
}

const changingTickets = `FROM booking_legs l JOIN bookings b ON b.id = l.booking_id
  WHERE t.leg_id = l.id AND l.run_id = $1 AND l.from_id = $2 AND t.status = 'valid' AND t.change_seat->'at'->>'id' = $3
  RETURNING b.reference`;

type Changed = { reference: string };

async function moveChange(
  sql: Sql,
  runId: string,
  { boards, at }: ChangeOfSeat,
  to: Place,
): Promise<Changed[]> {
  const place = JSON.stringify({ id: to.id, name: to.name });
  const changed = await sql.rows<Changed>(
    `UPDATE tickets t SET change_seat = jsonb_set(t.change_seat, '{at}', $4::jsonb) ${changingTickets}`,
    [runId, boards, at, place],
  );
  await sql.rows(
    `UPDATE hold_legs SET split_location = $4 WHERE from_location = $2 AND split_location = $3 AND id IN (${heldLegs})`,
    [runId, boards, at, to.id],
  );
  return changed;
}

/** A hold of that kind is released with those that the run does not carry any more: it is for minutes, and a new one is soon made. */
function dropChange(sql: Sql, runId: string, { boards, at }: ChangeOfSeat): Promise<Changed[]> {
  return sql.rows<Changed>(
    `UPDATE tickets t SET seat_id = t.change_seat->'seat'->>'id', coach = t.change_seat->'seat'->>'coach',
            seat_number = t.change_seat->'seat'->>'number', change_seat = NULL
     ${changingTickets}`,
    [runId, boards, at],
  );
}
