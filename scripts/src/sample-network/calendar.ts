import type { Days } from "./line.js";

/** A civil date as YYYY-MM-DD. */
export type CivilDate = string;

const DAY_MS = 86_400_000;

/** Monday first, as calendar.txt has its columns. */
export const serviceDays: Readonly<Record<Days, readonly (0 | 1)[]>> = {
  daily: [1, 1, 1, 1, 1, 1, 1],
  weekdays: [1, 1, 1, 1, 1, 0, 0],
  weekends: [0, 0, 0, 0, 0, 1, 1],
  "fri-sun": [0, 0, 0, 0, 1, 0, 1],
};

export interface ServiceException {
  days: Days;
  date: CivilDate;
  runs: boolean;
}

/** Throws where the text is no date, rather than rolling 30 February over into March. */
export function parseDate(text: string): CivilDate {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text)
    throw new Error(`Not a date: "${text}". Give it as YYYY-MM-DD, for example 2027-03-01.`);
  return text;
}

export function addDays(date: CivilDate, days: number): CivilDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** 0 is Monday. */
export function weekday(date: CivilDate): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** Easter Sunday by the Gregorian computus (Meeus, Jones, Butcher). */
function easter(year: number): CivilDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return new Date(Date.UTC(year, Math.floor(f / 31) - 1, (f % 31) + 1)).toISOString().slice(0, 10);
}

function holidays(year: number): CivilDate[] {
  const fixed = ["01-01", "05-01", "08-15", "10-03", "11-01", "12-25", "12-26"].map(
    (day) => `${year}-${day}`,
  );
  const afterEaster = [1, 39, 50, 60].map((days) => addDays(easter(year), days));
  return [...fixed, ...afterEaster];
}

/** On a public holiday that falls from Monday to Friday the trains run as at the weekend. */
export function holidayExceptions(from: CivilDate, to: CivilDate): ServiceException[] {
  const years = [...new Set([Number(from.slice(0, 4)), Number(to.slice(0, 4))])];
  return [...new Set(years.flatMap(holidays))]
    .filter((date) => date >= from && date <= to && weekday(date) < 5)
    .sort()
    .flatMap((date) => [
      { days: "weekdays", date, runs: false } as const,
      { days: "weekends", date, runs: true } as const,
    ]);
}
