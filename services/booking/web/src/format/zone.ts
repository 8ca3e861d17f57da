const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  formats.set(timeZone, format);
  return format;
}

function offsetMinutes(instant: number, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(instant);
  const name = parts.find((part) => part.type === "timeZoneName")?.value ?? "GMT";
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name);
  if (match === null) return 0;
  return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}

/**
 * A wall-clock time at a station as ISO 8601 with the station's offset.
 * @param date `2026-11-23` @param time `08:00` @param timeZone an IANA name such as `Europe/Berlin`
 */
export function stationInstant(date: string, time: string, timeZone: string): string {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  const guess = offsetMinutes(asUtc, timeZone);
  // The second look is for the nights on which the clocks change.
  const offset = offsetMinutes(asUtc - guess * 60_000, timeZone);
  const sign = offset < 0 ? "-" : "+";
  const hours = String(Math.floor(Math.abs(offset) / 60)).padStart(2, "0");
  const minutes = String(Math.abs(offset) % 60).padStart(2, "0");
  return `${date}T${time}:00${sign}${hours}:${minutes}`;
}

/** Date and time that the clocks of a zone show at an instant, as the fields of a form take them. */
export function clockIn(timeZone: string, instant = Date.now()): { date: string; time: string } {
  const shown = new Date(instant + offsetMinutes(instant, timeZone) * 60_000).toISOString();
  return { date: shown.slice(0, 10), time: shown.slice(11, 16) };
}

/** The zone of the network, which the server says in the page: where no station is known yet, its clocks count. */
export function networkZone(): string {
  return document.documentElement.dataset["timeZone"] ?? "UTC";
}
