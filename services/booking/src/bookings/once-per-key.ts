import type { Booking } from "@railbooker/events/booking-shape";
import type { Sql } from "@railbooker/runtime/database";
import { keyReused } from "./booking-errors.js";
import { findBookingById } from "./booking-store.js";
import { findKey, type KeyToFind, type KnownKey } from "./idempotency-store.js";

/**
 * Does what a request asks for once for its key, however often it comes: the same body gets the same booking again.
 * @param known what the key was used for before. @throws AppError 422 `idempotency-key-reused`, and what `work` throws.
 */
export async function oncePerKey(
  sql: Sql,
  key: KeyToFind,
  known: KnownKey | undefined,
  work: () => Promise<Booking>,
): Promise<Booking> {
  const earlier = await bookingOf(sql, known);
  if (earlier !== undefined) return earlier;
  try {
    return await work();
  } catch (error) {
    // A rival with the same key may have been quicker at any step: then its booking is the answer.
    const rivals = await bookingOf(sql, await findKey(sql, key));
    if (rivals !== undefined) return rivals;
    throw error;
  }
}

async function bookingOf(sql: Sql, known: KnownKey | undefined): Promise<Booking | undefined> {
  if (known === undefined) return undefined;
  if (!known.sameBody) throw keyReused();
  return (await findBookingById(sql, known.bookingId))?.booking;
}
