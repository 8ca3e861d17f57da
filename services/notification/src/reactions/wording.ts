import type { BookedLeg, Money } from "@railbooker/events/booking-shape";
import { Temporal } from "temporal-polyfill";

/** One sentence: trains, from and to, and the day and time of departure as the station's clock shows them. */
export function describeTravel(legs: readonly BookedLeg[]): string {
  const [first, last] = [legs[0], legs.at(-1)];
  if (first === undefined || last === undefined) return "";
  const trains = legs.map((leg) => leg.train.name).join(", then ");
  return `${trains} from ${first.from.name} to ${last.to.name}, ${describeDeparture(first.from.departure)}.`;
}

const day = new Intl.DateTimeFormat("en-GB", {
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

/** @param time ISO 8601 with offset: its date and clock time are the station's own, whatever zone this process is in. */
export function describeDeparture(time: string): string {
  // The parts alone: where commas stand differs between versions of the language data.
  const parts = day.formatToParts(new Date(`${time.slice(0, 10)}T00:00:00Z`));
  const words = parts.filter(({ type }) => type !== "literal").map(({ value }) => value);
  return `${words.join(" ")} at ${time.slice(11, 16)}`;
}

/** The station's clock so many minutes later: "23:50" and 40 give "00:30". Over a change of the clocks it stays with the old time. */
export function clockLater(time: string, minutes: number): string {
  const [hours = 0, minute = 0] = time.slice(11, 16).split(":").map(Number);
  const total = (hours * 60 + minute + minutes) % 1440;
  return `${String(Math.floor(total / 60)).padStart(2, "0")}:${String(total % 60).padStart(2, "0")}`;
}

export function describeMoney({ amount, currency }: Money): string {
  const format = new Intl.NumberFormat("en-GB", { style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}

/** The instant as a clock in that zone shows it, with its offset. */
export function stationTimeAt(at: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(zone)
    .toString({ smallestUnit: "second", timeZoneName: "never" });
}
