import { createHash } from "node:crypto";
import { dateOfDay } from "./calendar.js";

export interface Services {
  /** The one of several services with the same days that stands for them all; undefined where a service runs on no day. */
  nameOf(service: string): string | undefined;
  /** Days of a service that `nameOf` gave. */
  daysOf(name: string): readonly number[];
}

/** Many feeds give each trip a service of its own; few differ in their days, and search and storage are by the day. */
export function internServices(expanded: ReadonlyMap<string, readonly number[]>): Services {
  const names = new Map<string, string>();
  const byDays = new Map<string, string>();
  for (const [service, days] of expanded) {
    if (days.length === 0) continue;
    const key = createHash("sha1").update(Int32Array.from(days)).digest("base64");
    const name = byDays.get(key) ?? service;
    byDays.set(key, name);
    names.set(service, name);
  }
  return { nameOf: (service) => names.get(service), daysOf: (name) => expanded.get(name) ?? [] };
}

/** First and last date of all the services named, YYYY-MM-DD. */
export function validity(services: Services, names: Iterable<string>): { from: string; to: string } {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const name of names) {
    const days = services.daysOf(name);
    from = Math.min(from, days[0] ?? from);
    to = Math.max(to, days.at(-1) ?? to);
  }
  return { from: dateOfDay(from), to: dateOfDay(to) };
}
