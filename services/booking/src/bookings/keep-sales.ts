import type { Sql } from "@railbooker/runtime/database";
import type { Outbox } from "../outbox/outbox.js";
import { lockInventory } from "../seating/inventory-lock.js";
import { moveClaims, releaseHeldSeats } from "../seating/move-claims.js";
import { freezeRun } from "../seating/rolling-stock-store.js";
import type { SoldRunChange } from "../timetable/import/report.js";
import type { RunChange, Sales } from "../timetable/import/sold-runs.js";
import { findLeg, type Run } from "../timetable/run.js";
import { followChanges } from "./follow-changes.js";
import { moveBookedLeg, runsWithSeats, soldSeats, type TicketedSeat } from "./sold-seat-store.js";
import { tellOfChange } from "./tell-of-change.js";

/**
 * What a newer timetable means for what is sold: seats stay with their tickets under the new positions, coaches stay as they were,
 * and travellers are told. A ticket is never cancelled here; that is the traveller's to do.
 */
export function keepSales(outbox: Outbox): Sales {
  return {
    lock: lockInventory,
    runsWithSeats,
    adapt: async (sql, change, now) => {
      const { runId, before, after } = change;
      const reseated = await followChanges(sql, change);
      const seats = await soldSeats(sql, runId);
      const lost = after === undefined ? 0 : await follow(sql, before, after, seats);
      if (after === undefined) await releaseHeldSeats(sql, runId);
      await tellOfChange(sql, outbox, { ...change, reseated }, now);
      return {
        runId,
        change: kindOf(change),
        bookings: new Set(seats.map(({ bookingId }) => bookingId)).size,
        tickets: new Set(seats.map(({ ticketId }) => ticketId)).size,
        seatsLost: lost,
      };
    },
  };
}

async function follow(
  sql: Sql,
  before: Run | undefined,
  after: Run,
  seats: readonly TicketedSeat[],
): Promise<number> {
  if (before !== undefined) await freezeRun(sql, after.runId, before, after);
  const lost = await moveClaims(sql, after, seats);
  const rides = new Map(
    seats.map(({ boards, leaves }) => [`${boards}\n${leaves}`, { from: boards, to: leaves }]),
  );
  for (const { from, to } of rides.values()) {
    const leg = findLeg(after, from, to);
    if (leg === undefined) continue;
    const [fromPosition, toPosition] = [leg.from.position, leg.to.position];
    await moveBookedLeg(sql, after.runId, { from, to, fromPosition, toPosition });
  }
  return lost.length;
}

function kindOf({ before, after }: RunChange): SoldRunChange["change"] {
  if (after === undefined) return "vanished";
  return before === undefined ? "returned" : "changed";
}
