import { addDays } from "../service-day.js";

/** A row of calendar.txt; dates as YYYY-MM-DD, weekdays Monday first. */
export interface WeeklyService {
  service: string;
  weekdays: readonly boolean[];
  from: string;
  to: string;
}

export interface ServiceDate {
  service: string;
  date: string;
  runs: boolean;
}

/** "20270301" as "2027-03-01"; undefined where it is no date. */
export function parseFeedDate(text: string): string | undefined {
  if (!/^\d{8}$/.test(text)) return undefined;
  const date = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === date ? date : undefined;
}

const LONGEST_DAYS = 800;
const DAYS_BACK = 30;
const DAYS_AHEAD = 400;

/**
 * The dates on which each service runs: its weekly pattern, with the exceptions put in and taken out.
 * Some calendars run to a far sentinel date; those are cut to the time around `today`.
 */
export function expandCalendar(
  weekly: readonly WeeklyService[],
  exceptions: readonly ServiceDate[],
  today: string,
): Map<string, Set<string>> {
  const allowed = window(weekly, exceptions, today);
  const dates = new Map<string, Set<string>>();
  const datesOf = (service: string) => {
    let set = dates.get(service);
    if (set === undefined) {
      set = new Set();
      dates.set(service, set);
    }
    return set;
  };
  for (const { service, weekdays, from, to } of weekly) {
    const set = datesOf(service);
    if (to < allowed.from) continue;
    const last = clamp(to, allowed);
    for (let date = clamp(from, allowed); date <= last; date = addDays(date, 1)) {
      if (weekdays[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7] && date >= from) set.add(date);
    }
  }
  for (const { service, date, runs } of exceptions) {
    if (!runs) datesOf(service).delete(date);
    else if (date >= allowed.from && date <= allowed.to) datesOf(service).add(date);
  }
  return dates;
}

interface Span {
  from: string;
  to: string;
}

function clamp(date: string, { from, to }: Span): string {
  if (date < from) return from;
  return date > to ? to : date;
}

/** What all of the calendar covers, or the time around today where that is too much. */
function window(weekly: readonly WeeklyService[], exceptions: readonly ServiceDate[], today: string): Span {
  const whole: Span = { from: "9999-12-31", to: "0000-01-01" };
  for (const span of [...weekly, ...exceptions.map(({ date }) => ({ from: date, to: date }))]) {
    if (span.from < whole.from) whole.from = span.from;
    if (span.to > whole.to) whole.to = span.to;
  }
  const days = (Date.parse(`${whole.to}T00:00:00Z`) - Date.parse(`${whole.from}T00:00:00Z`)) / 86_400_000;
  if (days <= LONGEST_DAYS) return whole;
  return { from: clamp(addDays(today, -DAYS_BACK), whole), to: clamp(addDays(today, DAYS_AHEAD), whole) };
}
