import { parseFeedDate, type ServiceDate, type WeeklyService } from "./calendar.js";
import { FeedError } from "./feed-error.js";
import type { FeedSource } from "./feed-source.js";
import { type Row, readTable } from "./read-table.js";

const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** Either file may be missing or empty. @throws FeedError on a date that is none. */
export async function readCalendar(
  source: FeedSource,
): Promise<{ weekly: WeeklyService[]; exceptions: ServiceDate[] }> {
  const weekly: WeeklyService[] = [];
  const columns = ["service_id", "start_date", "end_date", ...WEEKDAYS];
  for await (const row of readTable(source, "calendar.txt", columns)) {
    weekly.push({
      service: row.get("service_id"),
      weekdays: WEEKDAYS.map((day) => row.get(day) === "1"),
      from: date(row, "start_date"),
      to: date(row, "end_date"),
    });
  }
  const exceptions: ServiceDate[] = [];
  for await (const row of readTable(source, "calendar_dates.txt", ["service_id", "date", "exception_type"])) {
    const runs = row.get("exception_type") === "1";
    exceptions.push({ service: row.get("service_id"), date: date(row, "date"), runs });
  }
  return { weekly, exceptions };
}

function date(row: Row, column: string): string {
  const text = row.get(column);
  const parsed = parseFeedDate(text);
  if (parsed === undefined)
    throw new FeedError(`${row.where}: ${column} is "${text}"; a date as YYYYMMDD is needed.`);
  return parsed;
}
