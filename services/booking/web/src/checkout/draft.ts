import { forget, recall, remember } from "../shell/store.js";

export interface DraftPassenger {
  name: string;
  type: string;
}

/** What the traveller has chosen and typed: it outlives sign-in, an expired hold and a reload, and ends with the tab. */
export interface Draft {
  /** `serviceClass/fare` of the chosen offer. */
  offer: string;
  pickSeats: boolean;
  /** By leg; empty where any seat will do. */
  seats: string[][];
  passengers: DraftPassenger[];
  email: string;
  holdId?: string;
  /** What the chosen offer cost when the seats were asked for, in minor units. */
  seenAmount?: number;
}

/** The journey as the page's address names it. */
export interface CheckoutAddress {
  journeyId: string;
  passengers: number;
  offer: string;
}

/** `/journeys/ID/book?…`, or `/trains/RUNID/book?from=&to=&…` for a ride on one train. */
export function readAddress(path: string, search: string): CheckoutAddress {
  const values = new URLSearchParams(search);
  const [, kind, text = ""] = path.split("/");
  const id = decodeURIComponent(text);
  const passengers = Number(values.get("passengers") ?? "1");
  return {
    journeyId: kind === "trains" ? `${id}~${values.get("from") ?? ""}~${values.get("to") ?? ""}` : id,
    passengers: Number.isInteger(passengers) && passengers >= 1 && passengers <= 9 ? passengers : 1,
    offer: `${values.get("class") ?? ""}/${values.get("fare") ?? ""}`,
  };
}

const key = (address: CheckoutAddress): string => `draft:${address.journeyId}:${address.passengers}`;

export function loadDraft(address: CheckoutAddress): Draft {
  const kept = recall<Draft>(key(address));
  if (kept !== undefined) return kept;
  const passengers = Array.from({ length: address.passengers }, () => ({ name: "", type: "adult" }));
  return { offer: address.offer, pickSeats: false, seats: [], passengers, email: "" };
}

export function saveDraft(address: CheckoutAddress, draft: Draft): void {
  remember(key(address), draft);
}

export function dropDraft(address: CheckoutAddress): void {
  forget(key(address));
}
