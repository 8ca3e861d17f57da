import { locale, t } from "../texts/texts.js";
import { lazily } from "./lazily.js";

/**
 * The API gives ISO 8601 with the offset of the station. What a traveller reads off the station's clock is the text
 * itself; a Date would turn it into the zone of the browser.
 */
export function clockTime(iso: string): string {
  return iso.slice(11, 16);
}

export function dayOf(iso: string): string {
  return iso.slice(0, 10);
}

const dayFormat = lazily(
  () =>
    new Intl.DateTimeFormat(locale, {
      timeZone: "UTC",
      weekday: "short",
      day: "numeric",
      month: "short",
      year: "numeric",
    }),
);

/** "Mon, 23 Nov 2026" of the station's own day. */
export function dayText(iso: string): string {
  const [year = 1970, month = 1, day = 1] = dayOf(iso).split("-").map(Number);
  return dayFormat().format(Date.UTC(year, month - 1, day));
}

/** "next day" where the second time falls on a later day than the first, else nothing. */
export function daysLater(from: string, to: string): string {
  const days = Math.round((Date.parse(dayOf(to)) - Date.parse(dayOf(from))) / 86_400_000);
  return days > 0 ? t.results.plusDays(days) : "";
}

/** The station's clock so many minutes after the time that the timetable gives. */
export function laterClock(iso: string, minutes: number): string {
  // As if it were UTC, so that no zone comes in between.
  return new Date(Date.parse(`${iso.slice(0, 16)}Z`) + minutes * 60_000).toISOString().slice(11, 16);
}

export function durationText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  // A number and its unit stay on one line.
  return hours === 0
    ? `${minutes}\u00A0min`
    : `${hours}\u00A0h ${String(minutes % 60).padStart(2, "0")}\u00A0min`;
}

/** The time of this device, for instants that have no station: when something was written, until when a hold lasts. */
export function hereTime(instant: string): string {
  return new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }).format(new Date(instant));
}

export function hereDateTime(instant: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(
    new Date(instant),
  );
}

const hereDayFormat = lazily(
  () => new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" }),
);

/** "Monday 23 November" of this device's day. */
export function hereDayText(instant: string): string {
  return hereDayFormat().format(new Date(instant));
}

/** How many days ago it was by this device's calendar: 0 for today. */
export function daysAgo(instant: string, now: number): number {
  const midnight = (moment: Date): number =>
    Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate());
  return Math.round((midnight(new Date(now)) - midnight(new Date(instant))) / 86_400_000);
}
