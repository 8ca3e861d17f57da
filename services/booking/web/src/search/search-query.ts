import { clockIn, stationInstant } from "../format/zone.js";
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
  /** What the time is about. */
  by: "departure" | "arrival";
}

export function readQuery(search: string): SearchQuery {
  const values = new URLSearchParams(search);
  const query: SearchQuery = {
    from: values.get("from")?.trim() ?? "",
    to: values.get("to")?.trim() ?? "",
    party: readParty(values),
    by: values.get("by") === "arrival" || values.has("arriveBefore") ? "arrival" : "departure",
  };
  for (const key of ["departAfter", "arriveBefore", "date", "time", "exchange"] as const) {
    const value = values.get(key);
    if (value !== null && value !== "") query[key] = value;
  }
  return query;
}

/** From when on the journey departs, or by when it arrives; one of the two. */
export type When = { departAfter: string } | { arriveBefore: string };

/** The instant that an address names; undefined where it has a date and a time of day, or neither. */
export function instantOf({ departAfter, arriveBefore }: SearchQuery): When | undefined {
  if (arriveBefore !== undefined) return { arriveBefore };
  return departAfter === undefined ? undefined : { departAfter };
}

/** When to search: what the address says, by the clock of the station that it is about. Now where it says nothing. */
export function whenOf(query: SearchQuery, { from, to }: Record<"from" | "to", { timeZone: string }>): When {
  const { timeZone } = query.by === "arrival" ? to : from;
  const now = clockIn(timeZone);
  const date = query.date ?? now.date;
  const time = query.time ?? (query.by === "arrival" ? "23:59" : date === now.date ? now.time : "00:00");
  return instantOf(query) ?? whenAt(query.by, stationInstant(date, time, timeZone));
}

export function whenAt(by: SearchQuery["by"], instant: string): When {
  return by === "arrival" ? { arriveBefore: instant } : { departAfter: instant };
}

/** What is searched for besides places and time. */
export interface Errand {
  party: Party;
  exchange?: string | undefined;
}

export function errandParameters({ party, exchange }: Errand): Record<string, string> {
  return { ...partyParameters(party), ...(exchange === undefined ? {} : { exchange }) };
}

export function searchPath(from: string, to: string, when: When, errand: Errand): string {
  return `/search?${new URLSearchParams({ from, to, ...when, ...errandParameters(errand) })}`;
}
