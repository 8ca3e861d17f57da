import { expect, test } from "@jest/globals";
import { tripCalendar } from "./trip-calendar.js";

const ride = {
  uid: "1@railbooker",
  start: "2026-03-14T09:00:00+01:00",
  end: "2026-03-14T13:12:00+01:00",
  summary: "ICE 587; München, Berlin\\Hbf\r\nEND:VEVENT",
  location: "ü".repeat(80),
  description: "Booking K7M2QX\nCoach 7, seat 42",
};

test("texts are escaped and folded by bytes, and no name can begin a line of its own", () => {
  const text = tripCalendar({ method: "PUBLISH", stamp: new Date("2026-03-01T09:30:00Z"), rides: [ride] });
  const lines = text.split("\r\n");
  expect(lines.every((line) => Buffer.byteLength(line) <= 75 && !/[\r\n]/.test(line))).toBe(true);
  expect(lines.filter((line) => line === "END:VEVENT")).toHaveLength(1);
  const unfolded = text.replaceAll("\r\n ", "").split("\r\n");
  expect(unfolded).toContain("SUMMARY:ICE 587\\; München\\, Berlin\\\\Hbf\\nEND:VEVENT");
  expect(unfolded).toContain(`LOCATION:${"ü".repeat(80)}`);
  expect(unfolded).toContain("DESCRIPTION:Booking K7M2QX\\nCoach 7\\, seat 42");
  expect(unfolded.slice(0, 4)).toEqual([
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//RailBooker//Tickets//EN",
    "METHOD:PUBLISH",
  ]);
  expect(unfolded).toContain("DTSTAMP:20260301T093000Z");
  expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
});
