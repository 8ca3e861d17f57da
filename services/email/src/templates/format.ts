import type { BookingData } from "./booking-schemas.js";

type Money = NonNullable<BookingData["price"]>;

/** A time as the station's clock shows it: what is written before the offset, never converted to another zone. */
export function stationClock(time: string): string {
  return time.slice(11, 16);
}

/** The station's clock so many minutes later; over a change of the clocks it stays with the old time. */
export function stationClockLater(time: string, minutes: number): string {
  const [hours = 0, minute = 0] = stationClock(time).split(":").map(Number);
  const total = (hours * 60 + minute + minutes) % 1440;
  return `${String(Math.floor(total / 60)).padStart(2, "0")}:${String(total % 60).padStart(2, "0")}`;
}

/** The station's date in words, such as "Saturday, 14 March 2026". */
export function stationDate(time: string, locale: string): string {
  return dateFormat(locale).format(dayOf(time));
}

/** Days that the arrival's calendar date lies after the departure's. */
export function daysBetween(departure: string, arrival: string): number {
  return Math.round((dayOf(arrival).getTime() - dayOf(departure).getTime()) / 86_400_000);
}

const dayOf = (time: string) => new Date(`${time.slice(0, 10)}T00:00:00Z`);

/** Minor units to the locale's way of writing money; knows currencies without or with three decimals. */
export function money({ amount, currency }: Money, locale: string): string {
  const format = moneyFormat(locale, currency);
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** decimals);
}

/** Making a formatter takes a hundred times as long as using it, and there are few: two languages, some currencies. */
function kept<T>(make: (...parts: [string, string]) => T): (locale: string, currency?: string) => T {
  const known = new Map<string, T>();
  return (locale, currency = "") => {
    const key = `${locale} ${currency}`;
    const found = known.get(key) ?? make(locale, currency);
    // Currencies come from outside: three letters have 17,576 values.
    if (known.size < 200) known.set(key, found);
    return found;
  };
}

const dateFormat = kept((locale) => new Intl.DateTimeFormat(locale, { dateStyle: "full", timeZone: "UTC" }));
const moneyFormat = kept(
  (locale, currency) => new Intl.NumberFormat(locale, { style: "currency", currency }),
);

/** Someone else's words on one line: a line break or control character in a name could fake a part of the mail. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u200b\u202a-\u202e\u2066-\u2069]+/gu, " ").trim();
}

/**
 * A name to greet with, if it can be one. Anybody may register anybody's address under a name such as
 * "You won, see evil.example": mail that reaches strangers must not carry such a message.
 */
export function greetingName(name: string | undefined): string | undefined {
  const line = oneLine(name ?? "");
  const suspicious = line.length > 60 || /[/:@<>\\]|\.\p{L}|www|\d{3}/iu.test(line);
  return line === "" || suspicious ? undefined : line;
}
