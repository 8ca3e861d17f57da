import type { BookedLeg, Money } from "@railbooker/events/booking-shape";
import { Temporal } from "temporal-polyfill";

export interface Travel {
  trains: string[];
  from: string;
  to: string;
  departure: string;
}

/** @returns undefined where there is no leg to tell of. */
export function travelOf(legs: readonly BookedLeg[]): Travel | undefined {
  const [first, last] = [legs[0], legs.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return {
    trains: legs.map(({ train }) => train.name),
    from: first.from.name,
    to: last.to.name,
    departure: first.from.departure,
  };
}

export interface CalendarDay {
  weekday: string;
  day: string;
  month: string;
  year: string;
}

/**
 * Names the day of a time by its station's own calendar, whatever zone this process is in. In parts: where commas and dots
 * stand differs between versions of the language data.
 */
export function calendarParts(locale: string): (time: string) => CalendarDay {
  const format = new Intl.DateTimeFormat(locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  return (time) => {
    const parts = format.formatToParts(new Date(`${time.slice(0, 10)}T00:00:00Z`));
    const part = (name: string) => parts.find(({ type }) => type === name)?.value ?? "";
    return { weekday: part("weekday"), day: part("day"), month: part("month"), year: part("year") };
  };
}

/** The station's clock: "09:00". @param time ISO 8601 with offset */
export const clockOf = (time: string): string => time.slice(11, 16);

/** The station's clock so many minutes later: "23:50" and 40 give "00:30". Over a change of the clocks it stays with the old time. */
export function clockLater(time: string, minutes: number): string {
  const [hours = 0, minute = 0] = clockOf(time).split(":").map(Number);
  const total = (hours * 60 + minute + minutes) % 1440;
  return `${String(Math.floor(total / 60)).padStart(2, "0")}:${String(total % 60).padStart(2, "0")}`;
}

export const moneyIn =
  (locale: string) =>
  ({ amount, currency }: Money): string => {
    const format = new Intl.NumberFormat(locale, { style: "currency", currency });
    const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
    return format.format(amount / 10 ** digits);
  };

export const sentence = (words: string): string => (/[.!?]$/.test(words) ? words : `${words}.`);

/** The instant as a clock in that zone shows it, with its offset. */
export function stationTimeAt(at: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(zone)
    .toString({ smallestUnit: "second", timeZoneName: "never" });
}
