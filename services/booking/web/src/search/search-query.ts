import { stationInstant } from "../format/zone.js";
import { type Party, partyParameters, readParty } from "./party.js";

/** A search as its address says it: with ids and an instant when our script wrote it, with names, date and time when the plain form did. */
export interface SearchQuery {
  from: string;
  to: string;
  party: Party;
  /** Reference of the booking whose tickets are to be exchanged for what is found. */
  exchange?: string;
  departAfter?: string;
  arriveBefore?: string;
  date?: string;
  time?: string;
}

export function readQuery(search: string): SearchQuery {
  const values = new URLSearchParams(search);
  const query: SearchQuery = {
    from: values.get("from")?.trim() ?? "",
    to: values.get("to")?.trim() ?? "",
    party: readParty(values),
  };
  for (const key of ["departAfter", "arriveBefore", "date", "time", "exchange"] as const) {
    const value = values.get(key);
    if (value !== null && value !== "") query[key] = value;
  }
  return query;
}

/** Today and now as this device has them: a starting point that the traveller sees and can change. */
export function nowFields(): { date: string; time: string } {
  const now = new Date();
  const two = (n: number): string => String(n).padStart(2, "0");
  return {
    date: `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`,
    time: `${two(now.getHours())}:${two(now.getMinutes())}`,
  };
}

/** The instant to search from, at the station of departure. */
export function departAfterOf(query: SearchQuery, timeZone: string): string {
  if (query.departAfter !== undefined) return query.departAfter;
  const now = nowFields();
  const date = query.date ?? now.date;
  return stationInstant(date, query.time ?? (date === now.date ? now.time : "00:00"), timeZone);
}

/** What is searched for besides places and time. */
export interface Errand {
  party: Party;
  exchange?: string | undefined;
}

export function errandParameters({ party, exchange }: Errand): Record<string, string> {
  return { ...partyParameters(party), ...(exchange === undefined ? {} : { exchange }) };
}

export function searchPath(from: string, to: string, departAfter: string, errand: Errand): string {
  return `/search?${new URLSearchParams({ from, to, departAfter, ...errandParameters(errand) })}`;
}
