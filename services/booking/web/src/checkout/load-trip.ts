import { get } from "../api/http.js";
import type { Coach, Journey, JourneyLeg, Offer } from "../api/types.js";
import { trainText } from "../format/train.js";
import { typeParameters } from "../search/party.js";
import { t } from "../texts/texts.js";
import type { CheckoutAddress } from "./draft.js";

/** The journey that is being bought. */
export interface Trip {
  journey: Journey;
  /** By leg; there once the plan of its seats has been opened. */
  coaches: (Coach[] | undefined)[];
}

/** The journey as its trains run and what it costs now. @throws ApiError as the API refuses. */
export function loadJourney({ journeyId }: CheckoutAddress, types: readonly string[]): Promise<Journey> {
  return get<Journey>(`/journeys/${encodeURIComponent(journeyId)}`, typeParameters(types));
}

export async function loadCoaches({ runId, from, to }: JourneyLeg): Promise<Coach[]> {
  const path = `/trains/${encodeURIComponent(runId)}/seats`;
  const plan = await get<{ coaches: Coach[] }>(path, { from: from.id, to: to.id });
  return plan.coaches;
}

export function offerKey(offer: Pick<Offer, "serviceClass" | "fare">): string {
  return `${offer.serviceClass}/${offer.fare}`;
}

/** On a journey of several trains, which one a text is about. */
export function onTrain({ legs }: Journey, leg: number, text: string): string {
  const on = legs[leg];
  return legs.length === 1 || on === undefined ? text : `${trainText(on)}: ${text}`;
}

/** Why nobody can travel so any more, in words. */
export function journeyTrouble({ legs, connectionBroken, departed }: Journey): string | undefined {
  const cancelled = legs.find((leg) => leg.status === "cancelled");
  if (cancelled !== undefined) return t.checkout.cancelled(trainText(cancelled));
  if (departed === true && legs[0] !== undefined) return t.checkout.departed(trainText(legs[0]));
  return connectionBroken ? t.checkout.connectionBroken : undefined;
}
