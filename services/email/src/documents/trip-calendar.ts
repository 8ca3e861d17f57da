/** A ride as a calendar entry. Times are ISO 8601 with offset. */
export interface Ride {
  /** The same in every calendar that tells of this ride, so that a later one replaces an earlier. */
  uid: string;
  start: string;
  end: string;
  summary: string;
  location: string;
  description: string;
}

export interface TripCalendar {
  /** `CANCEL` takes the rides out of the calendar again. */
  method: "PUBLISH" | "CANCEL";
  stamp: Date;
  rides: readonly Ride[];
}

/**
 * The rides as an RFC 5545 calendar: published rather than requested, since a request makes mail programs ask for an
 * answer, and nobody waits for one.
 */
export function tripCalendar({ method, stamp, rides }: TripCalendar): string {
  const cancelled = method === "CANCEL";
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//RailBooker//Tickets//EN",
    `METHOD:${method}`,
    ...rides.flatMap((ride) => [
      "BEGIN:VEVENT",
      `UID:${ride.uid}`,
      `SEQUENCE:${cancelled ? 1 : 0}`,
      `DTSTAMP:${utc(stamp)}`,
      `DTSTART:${utc(new Date(ride.start))}`,
      `DTEND:${utc(new Date(ride.end))}`,
      `SUMMARY:${escapeText(ride.summary)}`,
      `LOCATION:${escapeText(ride.location)}`,
      `DESCRIPTION:${escapeText(ride.description)}`,
      `STATUS:${cancelled ? "CANCELLED" : "CONFIRMED"}`,
      "TRANSP:OPAQUE",
      "END:VEVENT",
    ]),
    "END:VCALENDAR",
  ];
  return `${lines.flatMap(fold).join("\r\n")}\r\n`;
}

const utc = (time: Date) => time.toISOString().replaceAll(/[-:]|\.\d+/g, "");

const escapeText = (text: string) => text.replaceAll(/[\\;,]/g, "\\$&").replaceAll(/\r\n?|\n/g, "\\n");

const longestLine = 74;

/** Lines of more than 75 octets go on in the next one after a blank. */
function fold(line: string): string[] {
  if (Buffer.byteLength(line) <= longestLine) return [line];
  const pieces: string[] = [];
  let piece = "";
  let bytes = 0;
  for (const character of line) {
    const more = Buffer.byteLength(character);
    if (bytes + more > longestLine) {
      pieces.push(piece);
      piece = " ";
      bytes = 1;
    }
    piece += character;
    bytes += more;
  }
  return [...pieces, piece];
}
