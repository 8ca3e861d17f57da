const QUARTER_HOUR_MS = 900_000;
const REMEMBERED = 50_000;

const formatters = new Map<string, Intl.DateTimeFormat>();
/** Offsets only ever change at a quarter of an hour, so one answer serves all its instants. */
const offsets = new Map<string, string>();

function offsetAt(quarter: number, timeZone: string): string {
  const key = `${timeZone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  let formatter = formatters.get(timeZone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
    formatters.set(timeZone, formatter);
  }
  const name = formatter
    .formatToParts(quarter * QUARTER_HOUR_MS)
    .find((part) => part.type === "timeZoneName");
  const offset = name?.value.slice("GMT".length) || "+00:00";
  if (offsets.size >= REMEMBERED) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

/** ISO 8601 to the second with the zone's offset at that instant: "2027-03-28T03:10:00+02:00". */
export function stationTime(instant: Date, timeZone: string): string {
  const time = instant.getTime();
  const offset = offsetAt(Math.floor(time / QUARTER_HOUR_MS), timeZone);
  const sign = offset.startsWith("-") ? -1 : 1;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6));
  const local = new Date(time + sign * minutes * 60_000).toISOString();
  return `${local.slice(0, 19)}${offset}`;
}
