import { get } from "../api/http.js";
import type { Coach, JourneyPage, Offer, Run, RunCall } from "../api/types.js";
import { t } from "../texts/texts.js";
import type { CheckoutAddress } from "./draft.js";

/** The leg that is being bought, with its stretch of the run as positions of calls. */
export interface Trip {
  run: Run;
  from: RunCall & { departure: string };
  to: RunCall & { arrival: string };
  fromPosition: number;
  toPosition: number;
  offers: Offer[];
  coaches: Coach[];
}

/** @throws ApiError as the API refuses; Error with a text for the traveller where the address makes no leg. */
export async function loadTrip(address: CheckoutAddress): Promise<Trip> {
  const [run, coaches] = await Promise.all([
    get<Run>(`/trains/${encodeURIComponent(address.runId)}`),
    loadCoaches(address),
  ]);
  const fromPosition = run.calls.findIndex((call) => call.location.id === address.from);
  const toPosition = run.calls.findLastIndex((call) => call.location.id === address.to);
  const from = run.calls[fromPosition];
  const to = run.calls[toPosition];
  const departure = from?.departure;
  const arrival = to?.arrival;
  if (
    from === undefined ||
    to === undefined ||
    departure === undefined ||
    arrival === undefined ||
    toPosition <= fromPosition
  ) {
    throw new Error(t.checkout.legGone);
  }
  const offers = await loadOffers(address, departure);
  return {
    run,
    from: { ...from, departure },
    to: { ...to, arrival },
    fromPosition,
    toPosition,
    offers,
    coaches,
  };
}

export async function loadCoaches(address: CheckoutAddress): Promise<Coach[]> {
  const path = `/trains/${encodeURIComponent(address.runId)}/seats`;
  const plan = await get<{ coaches: Coach[] }>(path, { from: address.from, to: address.to });
  return plan.coaches;
}

/** Prices come with the search, so the same search is asked again from the minute this train leaves. */
async function loadOffers(address: CheckoutAddress, departure: string): Promise<Offer[]> {
  const { from, to, passengers, runId } = address;
  const query = { from, to, departAfter: departure, passengers: String(passengers), limit: "5" };
  const page = await get<JourneyPage>("/trains", query);
  return (
    page.journeys.find((journey) => journey.legs.length === 1 && journey.legs[0]?.runId === runId)?.offers ??
    []
  );
}

export function offerKey(offer: Pick<Offer, "serviceClass" | "fare">): string {
  return `${offer.serviceClass}/${offer.fare}`;
}
