import { Temporal } from "temporal-polyfill";
import Type, { type Static } from "typebox";

const ClockTime = Type.String({ pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$" });

/** From one time of the clock to another, over midnight where `to` is the earlier one; both alike mean never. */
export const QuietHours = Type.Object(
  {
    from: ClockTime,
    to: ClockTime,
    timeZone: Type.Optional(
      Type.String({ maxLength: 60, description: "IANA name; without it, the departure station's zone" }),
    ),
  },
  { additionalProperties: false },
);
export type QuietHours = Static<typeof QuietHours>;

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The offset that a station's time is written with, as a zone: "+01:00". */
export function zoneOf(stationTime: string): string {
  return /[+-]\d\d:\d\d$/.exec(stationTime)?.[0] ?? "UTC";
}

/** @returns the end of the quiet hours in which `at` lies; undefined outside of them. */
export function quietUntil(
  at: Date,
  { from, to, timeZone }: QuietHours,
  stationZone: string,
): Date | undefined {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(
    timeZone ?? stationZone,
  );
  const clock = local.toPlainTime().toString({ smallestUnit: "minute" });
  const overMidnight = from > to;
  const quiet = overMidnight ? clock >= from || clock < to : clock >= from && clock < to;
  if (!quiet) return undefined;
  const endDay = overMidnight && clock >= from ? local.add({ days: 1 }) : local;
  return new Date(endDay.withPlainTime(to).epochMilliseconds);
}

/** What can wait and how long: `until` is a time at the station, after which it says nothing of use any more. */
export interface Patience {
  until: string;
}

/** When to tell what is ready at `at`: after the quiet hours, unless it would be of no use then. */
export function releaseTime(at: Date, { until }: Patience, quiet: QuietHours | null): Date {
  const end = quiet === null ? undefined : quietUntil(at, quiet, zoneOf(until));
  return end !== undefined && end.getTime() <= Date.parse(until) ? end : at;
}
