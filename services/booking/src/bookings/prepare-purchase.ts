import type { PassengerType } from "@railbooker/events/booking-shape";
import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { gather, type Outcome } from "@railbooker/runtime/gather";
import type { Hold } from "../seating/hold.js";
import { findHolds } from "../seating/hold-store.js";
import { findRuns } from "../timetable/run-store.js";
import { type BookingToDraft, type Draft, draftFrom } from "./draft-booking.js";
import { findKeys, type KnownKey } from "./idempotency-store.js";
import { misfit, priceHold } from "./price-hold.js";

export interface PurchaseToPrepare {
  userId: string;
  idempotencyKey: string;
  hash: Buffer;
  holdId: string;
  passengers: readonly { name: string; type: PassengerType }[];
  email: string;
}

export interface Prepared {
  /** What the key was used for before. */
  known: KnownKey | undefined;
  /** Priced for those who travel. */
  hold: Hold | undefined;
  /** Where the hold is for these passengers. */
  draft: Draft | undefined;
}

/** Looks up all that a purchase starts from; what comes in at the same time is looked up together. */
export function preparePurchase(deps: {
  sql: Sql;
  clock: Clock;
}): (purchase: PurchaseToPrepare) => Promise<Prepared> {
  return gather((purchases: PurchaseToPrepare[]) => prepareAll(deps.sql, deps.clock(), purchases), {
    most: 64,
    lanes: 1,
  });
}

async function prepareAll(
  sql: Sql,
  now: Date,
  purchases: readonly PurchaseToPrepare[],
): Promise<Outcome<Prepared>[]> {
  const [keys, holds] = await Promise.all([
    findKeys(sql, purchases),
    findHolds(
      sql,
      purchases.map(({ holdId, userId }) => ({ id: holdId, userId })),
    ),
  ]);
  const wanted = purchases.flatMap(({ passengers, email }, index) => {
    const hold = holds[index];
    return hold?.status === "active" && misfit(hold, passengers) === undefined
      ? [{ index, hold: priceHold(hold, passengers), people: passengers, email }]
      : [];
  });
  const drafts = await draftEach(sql, wanted, now);
  const byIndex = new Map(
    wanted.map(({ index, hold }, place) => [index, { hold, draft: drafts[place] }] as const),
  );
  return purchases.map((_, index): Outcome<Prepared> => {
    const { hold = holds[index], draft } = byIndex.get(index) ?? {};
    if (draft?.ok === false) return draft;
    return { ok: true, value: { known: keys[index], hold, draft: draft?.value } };
  });
}

/** A run that has vanished fails its own purchase and no other. */
async function draftEach(sql: Sql, wanted: readonly BookingToDraft[], now: Date): Promise<Outcome<Draft>[]> {
  const runs = await findRuns(
    sql,
    wanted.flatMap(({ hold }) => hold.legs.map((leg) => leg.runId)),
  );
  return wanted.map((one) => {
    try {
      return { ok: true, value: draftFrom(runs, one, now) };
    } catch (error) {
      return { ok: false, error };
    }
  });
}
