import { call, toApiError } from "../api/http.js";
import type { Hold, Journey, Money } from "../api/types.js";
import type { Draft } from "./draft.js";

export interface OpenHold {
  hold: Hold;
  /** The server's clock minus this device's, in milliseconds. */
  clockOffset: number;
}

/** Holds every leg or none. @throws ApiError 409 `seats-taken` naming them in `seats`, 401 where the session has ended. */
export async function placeHold(journey: Journey, draft: Draft, expected?: Money): Promise<OpenHold> {
  const [serviceClass, fare] = draft.offer.split("/");
  const legs = journey.legs.map(({ runId, from, to }, index) => {
    const seats = draft.pickSeats ? (draft.seats[index] ?? []) : [];
    const leg = { runId, from: from.id, to: to.id, serviceClass, fare };
    return seats.length === 0 ? leg : { ...leg, seats };
  });
  const body = {
    legs,
    passengers: draft.passengers.length,
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

/** Gives the seats back at once. A hold that cannot be given back runs out by itself. */
export async function giveUpHold(id: string): Promise<void> {
  try {
    await call("DELETE", `/holds/${encodeURIComponent(id)}`);
  } catch {
    // Nothing the traveller could do about it.
  }
}
