const QUARTER_HOUR_MS = 900_000;
const REMEMBERED = 20_000;

/** What is known of one zone. The trains of a week call at far fewer different times than they call. */
interface Zone {
  format: Intl.DateTimeFormat;
  /** By quarter of an hour since 1970: offsets only ever change at one, so one answer serves all its instants. */
  offsets: Map<number, string>;
  /** By milliseconds since 1970. */
  times: Map<number, string>;
}

const zones = new Map<string, Zone>();

function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  const zone = { format, offsets: new Map(), times: new Map() };
  zones.set(timeZone, zone);
  return zone;
}

function offsetAt(quarter: number, { format, offsets }: Zone): string {
  const known = offsets.get(quarter);
  if (known !== undefined) return known;
  const name = format.formatToParts(quarter * QUARTER_HOUR_MS).find((part) => part.type === "timeZoneName");
  const offset = name?.value.slice("GMT".length) || "+00:00";
  remember(offsets, quarter, offset);
  return offset;
}

function remember(known: Map<number, string>, key: number, value: string): void {
  if (known.size >= REMEMBERED) known.clear();
  known.set(key, value);
}

/** ISO 8601 to the second with the zone's offset at that instant: "2027-03-28T03:10:00+02:00". */
export function stationTime(instant: Date, timeZone: string): string {
  const time = instant.getTime();
  const zone = zoneOf(timeZone);
  const known = zone.times.get(time);
  if (known !== undefined) return known;
  const offset = offsetAt(Math.floor(time / QUARTER_HOUR_MS), zone);
  const sign = offset.startsWith("-") ? -1 : 1;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6));
  const local = new Date(time + sign * minutes * 60_000).toISOString();
  const text = `${local.slice(0, 19)}${offset}`;
  remember(zone.times, time, text);
  return text;
}
