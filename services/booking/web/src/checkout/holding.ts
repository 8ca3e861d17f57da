import { call, toApiError } from "../api/http.js";
import type { Hold, Journey, Money } from "../api/types.js";
import { type Draft, draftTypes } from "./draft.js";

export interface OpenHold {
  hold: Hold;
  /** The server's clock minus this device's, in milliseconds. */
  clockOffset: number;
}

/** Holds every leg or none. @throws ApiError 409 `seats-taken` naming them in `seats`, 401 where the session has ended. */
export async function placeHold(
  journey: Journey,
  draft: Draft,
  { expected, allowSplit = false }: { expected?: Money | undefined; allowSplit?: boolean } = {},
): Promise<OpenHold> {
  const [serviceClass, fare] = draft.offer.split("/");
  const wishes = draft.pickSeats ? [] : draft.preferences;
  const legs = journey.legs.map(({ runId, from, to }, index) => {
    const seats = draft.pickSeats ? (draft.seats[index] ?? []) : [];
    const leg = {
      runId,
      from: from.id,
      to: to.id,
      serviceClass,
      fare,
      ...(allowSplit ? { allowSplit } : {}),
    };
    if (seats.length > 0) return { ...leg, seats };
    return wishes.length === 0 ? leg : { ...leg, preferences: wishes };
  });
  const body = {
    legs,
    passengers: draft.passengers.length,
    passengerTypes: draftTypes(draft),
    ...(expected === undefined ? {} : { expectedPrice: expected }),
  };
  const { data, serverNow } = await call<Hold>("POST", "/holds", { body });
  return { hold: data, clockOffset: serverNow - Date.now() };
}

/** The hold from before a reload, where it still stands. */
export async function reopenHold(id: string): Promise<OpenHold | undefined> {
  try {
    const { data, serverNow } = await call<Hold>("GET", `/holds/${encodeURIComponent(id)}`);
    const open = (data.status ?? "active") === "active" && Date.parse(data.expiresAt) > serverNow;
    return open ? { hold: data, clockOffset: serverNow - Date.now() } : undefined;
  } catch (error) {
    if (toApiError(error).status >= 400) return undefined;
    throw error;
  }
}

/** Gives the hold its full time again. @throws ApiError 409 `already-extended`, 410 `hold-expired`. */
export async function extendHold(id: string): Promise<OpenHold> {
  const { data, serverNow } = await call<Hold>("POST", `/holds/${encodeURIComponent(id)}/extend`);
  return { hold: data, clockOffset: serverNow - Date.now() };
}

/** What the held seats cost for those who travel. A hold that does not know whom it is for has counted adults. */
export function holdPrice(hold: Hold, draft: Draft): Money {
  if (hold.passengerTypes !== undefined) return hold.price;
  const amount = hold.legs
    .flatMap((leg) => draftTypes(draft).map((type) => leg.ticketPrices[type] ?? 0))
    .reduce((sum, price) => sum + price, 0);
  return { ...hold.price, amount };
}

/** Gives the seats back at once. A hold that cannot be given back runs out by itself. */
export async function giveUpHold(id: string): Promise<void> {
  try {
    await call("DELETE", `/holds/${encodeURIComponent(id)}`);
  } catch {
    // Nothing the traveller could do about it.
  }
}
