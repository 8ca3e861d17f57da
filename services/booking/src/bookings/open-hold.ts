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
  const hold = await findHold(sql, holdId, userId);
  if (hold === undefined || hold.status === "released") throw holdNotFound();
  if (hold.status === "booked") throw holdBooked();
  if (!isOpen(hold, clock())) throw holdExpired();
  return hold;
}
