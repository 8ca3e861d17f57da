import { partyOfTypes, readParty, typesOf } from "../search/party.js";
import type { Errand } from "../search/search-query.js";
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
  /** What the seats should be like, where any will do. */
  preferences: string[];
  passengers: DraftPassenger[];
  email: string;
  holdId?: string;
  /** Seats are held, but who travels is still to be typed: they came from a waiting list or with a change of seats. */
  namesLater?: boolean;
  /** What the chosen offer cost when the seats were asked for, in minor units. */
  seenAmount?: number;
}

/** The journey as the page's address names it. */
export interface CheckoutAddress extends Errand {
  journeyId: string;
  offer: string;
  /** A hold that was made elsewhere, for the traveller to pay. */
  holdId?: string;
}

/** `/journeys/ID/book?…`, or `/trains/RUNID/book?from=&to=&…` for a ride on one train. */
export function readAddress(path: string, search: string): CheckoutAddress {
  const values = new URLSearchParams(search);
  const [, kind, text = ""] = path.split("/");
  const id = decodeURIComponent(text);
  const [holdId, exchange] = [values.get("hold"), values.get("exchange")];
  return {
    journeyId: kind === "trains" ? `${id}~${values.get("from") ?? ""}~${values.get("to") ?? ""}` : id,
    party: readParty(values),
    offer: `${values.get("class") ?? ""}/${values.get("fare") ?? ""}`,
    ...(holdId === null ? {} : { holdId }),
    ...(exchange === null ? {} : { exchange }),
  };
}

const key = ({ journeyId, party, exchange = "" }: CheckoutAddress): string =>
  `draft:${journeyId}:${typesOf(party).join()}:${exchange}`;

export function loadDraft(address: CheckoutAddress): Draft {
  const { holdId } = address;
  const linked = holdId === undefined ? {} : { holdId, namesLater: true };
  const kept = recall<Draft>(key(address));
  if (kept !== undefined)
    return kept.holdId === holdId || holdId === undefined ? kept : { ...kept, ...linked };
  const passengers = typesOf(address.party).map((type) => ({ name: "", type }));
  return {
    offer: address.offer,
    pickSeats: false,
    seats: [],
    preferences: [],
    passengers,
    email: "",
    ...linked,
  };
}

export const draftTypes = ({ passengers }: Draft): string[] => passengers.map(({ type }) => type);

/** Where the way back to the list leads. */
export const errandOf = ({ exchange }: CheckoutAddress, draft: Draft): Errand => ({
  party: partyOfTypes(draftTypes(draft)),
  exchange,
});

export function saveDraft(address: CheckoutAddress, draft: Draft): void {
  remember(key(address), draft);
}

export function dropDraft(address: CheckoutAddress): void {
  forget(key(address));
}
