import type { BookedLeg, Money } from "@railbooker/events/booking-shape";

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
function describeDeparture(time: string): string {
  // The parts alone: where commas stand differs between versions of the language data.
  const parts = day.formatToParts(new Date(`${time.slice(0, 10)}T00:00:00Z`));
  const words = parts.filter(({ type }) => type !== "literal").map(({ value }) => value);
  return `${words.join(" ")} at ${time.slice(11, 16)}`;
}

export function describeMoney({ amount, currency }: Money): string {
  const format = new Intl.NumberFormat("en-GB", { style: "currency", currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}
