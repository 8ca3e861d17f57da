import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { type Hold, isOpen } from "../seating/hold.js";
import { findHold } from "../seating/hold-store.js";
import { holdExpired, holdNotFound } from "../seating/seating-errors.js";
import { holdBooked } from "./booking-errors.js";

/** A user's hold that can be paid. @throws AppError 404 `no-such-hold`, 409 `hold-booked`, 410 `hold-expired`. */
export async function openHold(
  { sql, clock }: { sql: Sql; clock: Clock },
  holdId: string,
  userId: string,
): Promise<Hold> {
  return checkOpen(await findHold(sql, holdId, userId), clock());
}

/** The same for one that has been looked up. */
export function checkOpen(hold: Hold | undefined, now: Date): Hold {
  if (hold === undefined || hold.status === "released") throw holdNotFound();
  if (hold.status === "booked") throw holdBooked();
  if (!isOpen(hold, now)) throw holdExpired();
  return hold;
}
