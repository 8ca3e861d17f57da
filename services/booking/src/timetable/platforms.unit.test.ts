import { expect, test } from "@jest/globals";
import { platformNews, reportPlatform, withPlatforms } from "./platforms.js";
import type { RunCall } from "./run.js";

const call = (position: number, location: string, platform?: string): RunCall => ({
  position,
  location: { id: location, name: location, timeZone: "Europe/Berlin" },
  arrival: new Date(0),
  departure: new Date(0),
  ...(platform === undefined ? {} : { platform }),
  pickup: true,
  dropOff: true,
  distanceKm: 0,
});
/** Out from A over B, and back to A. */
const calls = [call(0, "A", "1"), call(1, "B"), call(2, "A", "2")];
const shown = (of: readonly RunCall[]) =>
  of.map(({ platform, plannedPlatform }) => [platform, plannedPlatform]);

test("a report takes the place of the timetable's platform, at its own call alone", () => {
  const reported = [{ position: 2, location: "A", platform: "7" }];
  expect(shown(withPlatforms(calls, reported))).toEqual([
    ["1", undefined],
    [undefined, undefined],
    ["7", "2"],
  ]);
});

test("a platform where the timetable names none replaces nothing; the timetable's own is no change", () => {
  const reported = [
    { position: 0, location: "A", platform: "1" },
    { position: 1, location: "B", platform: "4" },
  ];
  expect(shown(withPlatforms(calls, reported))).toEqual([
    ["1", undefined],
    ["4", undefined],
    ["2", undefined],
  ]);
});

test("what was reported for another location at the position does not hold under a newer timetable", () => {
  expect(shown(withPlatforms(calls, [{ position: 1, location: "X", platform: "4" }]))).toEqual(shown(calls));
});

test("the latest report of a call counts, beside those of others", () => {
  const [first, , last] = calls;
  if (first === undefined || last === undefined) throw new Error("there are three calls");
  const once = reportPlatform(reportPlatform([], first, "8"), last, "9");
  expect(reportPlatform(once, first, "5")).toEqual([
    { position: 2, location: "A", platform: "9" },
    { position: 0, location: "A", platform: "5" },
  ]);
});

test("who shows the calls already is told every platform that was reported, also one that is as planned again", () => {
  const before = withPlatforms(calls, [{ position: 0, location: "A", platform: "8" }]);
  const reported = [
    { position: 0, location: "A", platform: "1" },
    { position: 2, location: "A", platform: "7" },
  ];
  expect(platformNews(before, reported)).toEqual([
    { position: 0, platform: "1" },
    { position: 2, platform: "7", plannedPlatform: "2" },
  ]);
});

test("a second report is not held against the first one where the timetable names no platform", () => {
  const [first] = calls;
  if (first === undefined) throw new Error("there is no call");
  const { platform: _none, ...unnamed } = first;
  const at = { position: unnamed.position, location: unnamed.location.id };
  const once = withPlatforms([unnamed], [{ ...at, platform: "4" }]);
  expect(platformNews(once, [{ ...at, platform: "5" }])).toEqual([{ position: at.position, platform: "5" }]);
});
