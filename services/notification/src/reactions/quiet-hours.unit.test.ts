import { expect, test } from "@jest/globals";
import { isTimeZone, quietUntil, releaseTime, zoneOf } from "./quiet-hours.js";

const night = { from: "22:00", to: "07:00" };
const at = (time: string) => new Date(time);
const iso = (date: Date | undefined) => date?.toISOString();

test.each([
  ["an evening", "2026-03-14T22:00:00+01:00", "2026-03-15T06:00:00.000Z"],
  ["after midnight", "2026-03-15T00:30:00+01:00", "2026-03-15T06:00:00.000Z"],
  ["the last minute", "2026-03-15T06:59:59+01:00", "2026-03-15T06:00:00.000Z"],
  ["their end", "2026-03-15T07:00:00+01:00", undefined],
  ["a day", "2026-03-15T21:59:00+01:00", undefined],
])("%s", (_name, time, end) => {
  expect(iso(quietUntil(at(time), night, "+01:00"))).toBe(end);
});

test("a zone of the traveller's own goes before the station's", () => {
  const evening = at("2026-07-01T18:00:00Z");
  expect(quietUntil(evening, night, "+02:00")).toBeUndefined();
  expect(iso(quietUntil(evening, { ...night, timeZone: "Asia/Kolkata" }, "+02:00"))).toBe(
    "2026-07-02T01:30:00.000Z",
  );
});

test("they end by the clock, also in the night when the clocks change", () => {
  const quiet = { ...night, timeZone: "Europe/Berlin" };
  expect(iso(quietUntil(at("2026-03-29T00:30:00+01:00"), quiet, "+01:00"))).toBe("2026-03-29T05:00:00.000Z");
  expect(iso(quietUntil(at("2026-10-25T00:30:00+02:00"), quiet, "+02:00"))).toBe("2026-10-25T06:00:00.000Z");
});

test("within a day, and never where both ends are alike", () => {
  const nap = { from: "13:00", to: "15:00" };
  expect(iso(quietUntil(at("2026-03-14T14:00:00Z"), nap, "UTC"))).toBe("2026-03-14T15:00:00.000Z");
  expect(quietUntil(at("2026-03-14T15:00:00Z"), nap, "UTC")).toBeUndefined();
  expect(quietUntil(at("2026-03-14T14:00:00Z"), { from: "14:00", to: "14:00" }, "UTC")).toBeUndefined();
});

test("what is of no use afterwards does not wait", () => {
  const ready = at("2026-03-15T04:00:00+01:00");
  expect(iso(releaseTime(ready, { until: "2026-03-15T07:00:00+01:00" }, night))).toBe(
    "2026-03-15T06:00:00.000Z",
  );
  expect(releaseTime(ready, { until: "2026-03-15T06:59:00+01:00" }, night)).toBe(ready);
  expect(releaseTime(ready, { until: "2026-03-16T09:00:00+01:00" }, null)).toBe(ready);
});

test("zones are told from what is none", () => {
  expect([isTimeZone("Europe/Berlin"), isTimeZone("Mars/Base")]).toEqual([true, false]);
  expect([zoneOf("2026-03-15T07:00:00+01:00"), zoneOf("2026-03-15T07:00:00Z")]).toEqual(["+01:00", "UTC"]);
});
