import { AppError } from "@railbooker/runtime/errors";
import { Temporal } from "temporal-polyfill";

/** From when on, or until when, a traveller wants to depart or arrive. The instant itself is included. */
export interface TimeBound {
  axis: "departure" | "arrival";
  order: "after" | "before";
  at: Date;
}

/** The query parameters that name a bound. `departBefore` and `arriveAfter` are what paging needs beside the other two. */
export const boundParameters = {
  departAfter: { axis: "departure", order: "after" },
  departBefore: { axis: "departure", order: "before" },
  arriveAfter: { axis: "arrival", order: "after" },
  arriveBefore: { axis: "arrival", order: "before" },
} as const satisfies Record<string, Omit<TimeBound, "at">>;
export type BoundParameter = keyof typeof boundParameters;

/** ISO 8601 with an offset, or without one in the station's own time. A blank before the offset was a plus in the URL. */
export const TIME_PATTERN =
  "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+\\- ]\\d{2}:\\d{2})?$";

/** Days are counted from what is asked for: near the ends of the calendar there would be none. */
const years = { first: 1900, last: 2999 };

/** @throws AppError `invalid-request` (400) where there is no such date or time, or none that trains run at. */
export function parseInstant(text: string, timeZone: string, parameter: string): Date {
  const iso = text.replace(" ", "+");
  try {
    const instant = /(Z|[+-]\d{2}:\d{2})$/.test(iso)
      ? Temporal.Instant.from(iso)
      : Temporal.PlainDateTime.from(iso, { overflow: "reject" }).toZonedDateTime(timeZone).toInstant();
    const at = new Date(instant.epochMilliseconds);
    const year = at.getUTCFullYear();
    if (year < years.first || year > years.last) throw new RangeError(`no train runs in ${year}`);
    return at;
  } catch (cause) {
    const detail = `"${parameter}" is no date and time; give it as 2027-03-01T08:00+01:00.`;
    throw new AppError({
      kind: "bad-request",
      code: "invalid-request",
      message: `The query is not as documented: ${detail}`,
      errors: [{ pointer: `/${parameter}`, detail }],
      cause,
    });
  }
}

export function parameterOf({ axis, order }: Omit<TimeBound, "at">): BoundParameter {
  if (axis === "departure") return order === "after" ? "departAfter" : "departBefore";
  return order === "after" ? "arriveAfter" : "arriveBefore";
}

const SECOND_MS = 1000;
export const WINDOW_MS = 24 * 3600 * SECOND_MS;

/** The first and the last instant that a search with this bound looks at: 24 hours. */
export function windowOf({ order, at }: TimeBound): { from: Date; to: Date } {
  const time = Math.floor(at.getTime() / SECOND_MS) * SECOND_MS;
  // A bound with a fraction of a second must not let the second before it in.
  const from = order === "after" ? Math.ceil(at.getTime() / SECOND_MS) * SECOND_MS : time - WINDOW_MS;
  return { from: new Date(from), to: new Date(order === "after" ? from + WINDOW_MS : time) };
}

/**
 * The bounds of the neighbouring pages on the same axis. `found` are the page's times on that axis; a full page reaches to its
 * last one, another to the end of the window. Times are whole seconds and a page holds all of one second, so that
 * nothing is repeated and nothing skipped.
 */
export function neighbours(
  bound: TimeBound,
  found: readonly Date[],
  full: boolean,
): { earlier: TimeBound; later: TimeBound } {
  const { from, to } = windowOf(bound);
  const times = found.map((time) => time.getTime());
  const first = bound.order === "before" && full ? Math.min(...times) : from.getTime();
  const last = bound.order === "after" && full ? Math.max(...times) : to.getTime();
  return {
    earlier: { axis: bound.axis, order: "before", at: new Date(first - SECOND_MS) },
    later: { axis: bound.axis, order: "after", at: new Date(last + SECOND_MS) },
  };
}
