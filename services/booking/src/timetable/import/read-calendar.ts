import { parseFeedDate, type Service } from "./calendar.js";
import { RowError } from "./feed-error.js";
import type { FeedSource } from "./feed-files.js";
import { type OnProgress, type Row, readTable } from "./read-table.js";

const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** Either file may be missing or empty. @throws FeedError on a date that is none. */
export async function readCalendar(
  source: FeedSource,
  progress: OnProgress,
  count: (file: string, rows: number) => void,
): Promise<Map<string, Service>> {
  const services = new Map<string, Service>();
  const serviceOf = (row: Row) => {
    const name = row.get("service_id");
    let service = services.get(name);
    if (service === undefined) {
      service = { weekly: [], added: [], removed: [] };
      services.set(name, service);
    }
    return service;
  };
  const weekly = await readTable(source, "calendar.txt", {
    required: ["service_id", "start_date", "end_date", ...WEEKDAYS],
    progress,
    onRow: (row) => {
      serviceOf(row).weekly.push({
        weekdays: WEEKDAYS.map((day) => row.get(day) === "1"),
        from: dayIn(row, "start_date"),
        to: dayIn(row, "end_date"),
      });
    },
  });
  count("calendar.txt", weekly);
  const exceptions = await readTable(source, "calendar_dates.txt", {
    required: ["service_id", "date", "exception_type"],
    progress,
    onRow: (row) => {
      const service = serviceOf(row);
      const type = row.get("exception_type");
      if (type !== "1" && type !== "2")
        throw new RowError(`exception_type is "${type}"; 1 adds the date and 2 takes it out.`);
      (type === "1" ? service.added : service.removed).push(dayIn(row, "date"));
    },
  });
  count("calendar_dates.txt", exceptions);
  return services;
}

/** A calendar names few dates many times. */
const parsed = new Map<string, number>();
const REMEMBERED = 5000;

function dayIn(row: Row, column: string): number {
  const text = row.get(column);
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const day = parseFeedDate(text);
  if (day === undefined) throw new RowError(`${column} is "${text}"; a date as YYYYMMDD is needed.`);
  if (parsed.size >= REMEMBERED) parsed.clear();
  parsed.set(text, day);
  return day;
}
