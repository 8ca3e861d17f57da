import { Temporal } from "temporal-polyfill";

const starts = new Map<string, number>();
const REMEMBERED = 10_000;

/**
 * The instant from which a service day's times count, in epoch seconds: noon minus 12 hours in the agency's zone,
 * which is not midnight on the days when clocks change.
 */
export function serviceDayStart(date: string, timeZone: string): number {
  const key = `${date} ${timeZone}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  const noon = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime: "12:00" });
  const start = noon.epochMilliseconds / 1000 - 12 * 3600;
  if (starts.size >= REMEMBERED) starts.clear();
  starts.set(key, start);
  return start;
}

/** The calendar date at an instant in a zone, YYYY-MM-DD. */
export function dateAt(epochSeconds: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(epochSeconds * 1000)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export interface DatedTimetable {
  id: string;
  timeZone: string;
  /** Latest time of any call, in seconds of the service day. */
  maxSeconds: number;
}

export interface CandidateDay {
  timetableId: string;
  date: string;
  /** Epoch seconds. */
  start: number;
}

/** Every service day one of whose trains may call between two instants (epoch seconds): yesterday's night trains included. */
export function candidateDays(
  timetables: readonly DatedTimetable[],
  fromSeconds: number,
  toSeconds: number,
): CandidateDay[] {
  return timetables.flatMap(({ id, timeZone, maxSeconds }) => {
    const days: CandidateDay[] = [];
    // One day more than the feed's longest train, since a day that loses an hour starts its count before midnight.
    let date = addDays(dateAt(fromSeconds, timeZone), -(Math.ceil(maxSeconds / 86_400) + 1));
    const last = addDays(dateAt(toSeconds, timeZone), 1);
    for (; date <= last; date = addDays(date, 1)) {
      const start = serviceDayStart(date, timeZone);
      if (start <= toSeconds && start + maxSeconds >= fromSeconds)
        days.push({ timetableId: id, date, start });
    }
    return days;
  });
}

/** Candidate days as the three arrays that unnest takes. */
export function dayColumns(days: readonly CandidateDay[]): [string[], string[], number[]] {
  return [days.map((day) => day.timetableId), days.map((day) => day.date), days.map((day) => day.start)];
}
