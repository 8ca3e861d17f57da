/** A row of calendar.txt; weekdays Monday first. Days count from 1970-01-01. */
export interface WeeklyService {
  weekdays: readonly boolean[];
  from: number;
  to: number;
}

/** What the calendar files say of one service. */
export interface Service {
  weekly: WeeklyService[];
  added: number[];
  removed: number[];
}

/** "20270301" as days since 1970-01-01; undefined where it is no date. */
export function parseFeedDate(text: string): number | undefined {
  if (!/^\d{8}$/.test(text)) return undefined;
  const date = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === date
    ? time / DAY_MS
    : undefined;
}

export const dateOfDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
export const dayOfDate = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

const DAY_MS = 86_400_000;
const LONGEST_DAYS = 800;
const DAYS_BACK = 30;
const DAYS_AHEAD = 400;
/** 1970-01-01 was a Thursday; Monday is 0. */
const weekdayOf = (day: number) => (day + 3) % 7;

/**
 * The days on which each service runs, in order: its weekly pattern, with the exceptions put in and taken out.
 * Some calendars run to a far sentinel date; those are cut to the time around `today`.
 */
export function expandCalendar(
  services: ReadonlyMap<string, Service>,
  today: number,
): Map<string, readonly number[]> {
  const span = spanAround(services.values(), today);
  const expanded = new Map<string, readonly number[]>();
  for (const [name, { weekly, added, removed }] of services) {
    const days = new Set<number>();
    for (const { weekdays, from, to } of weekly)
      for (let day = Math.max(from, span.from); day <= Math.min(to, span.to); day++)
        if (weekdays[weekdayOf(day)]) days.add(day);
    for (const day of added) if (day >= span.from && day <= span.to) days.add(day);
    for (const day of removed) days.delete(day);
    expanded.set(
      name,
      [...days].sort((a, b) => a - b),
    );
  }
  return expanded;
}

/** What all of the calendar covers, or the time around today where that is too much. */
function spanAround(services: Iterable<Service>, today: number): { from: number; to: number } {
  const whole = { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };
  const stretch = (from: number, to: number) => {
    if (from < whole.from) whole.from = from;
    if (to > whole.to) whole.to = to;
  };
  for (const { weekly, added, removed } of services) {
    for (const { from, to } of weekly) stretch(from, to);
    for (const day of added) stretch(day, day);
    for (const day of removed) stretch(day, day);
  }
  if (whole.to - whole.from <= LONGEST_DAYS) return whole;
  return {
    from: Math.max(whole.from, Math.min(today - DAYS_BACK, whole.to)),
    to: Math.min(whole.to, Math.max(today + DAYS_AHEAD, whole.from)),
  };
}
