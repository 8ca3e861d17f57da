import { expect, test } from "@jest/globals";
import { neighbours, parseInstant, TIME_PATTERN, windowOf } from "./time-bound.js";

const at = new Date("2027-03-01T08:00:00Z");
const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);

test("a time with an offset is that instant; one without is the station's own", () => {
  const parse = (text: string) => parseInstant(text, "Europe/Lisbon", "departAfter").toISOString();
  expect(parse("2027-03-01T08:00+01:00")).toBe("2027-03-01T07:00:00.000Z");
  expect(parse("2027-03-01T08:00:00 01:00")).toBe("2027-03-01T07:00:00.000Z");
  expect(parse("2027-03-01T08:00Z")).toBe("2027-03-01T08:00:00.000Z");
  expect(parse("2027-07-01T08:00")).toBe("2027-07-01T07:00:00.000Z");
});

test("what has the shape of a time but is none is refused, and so is what has not", () => {
  for (const wrong of [
    "2027-02-30T08:00",
    "2027-03-01T25:00Z",
    "2027-13-01T08:00+01:00",
    "0000-01-01T00:00Z",
    "9999-12-31T23:59Z",
  ]) {
    expect(wrong).toMatch(new RegExp(TIME_PATTERN));
    expect(() => parseInstant(wrong, "Europe/Berlin", "departAfter")).toThrow(
      /"departAfter" is no date and time/,
    );
  }
  for (const wrong of ["tomorrow", "2027-03-01", "8:00"]) expect(wrong).not.toMatch(new RegExp(TIME_PATTERN));
});

test("a bound within a second lets neither the second before it in nor its own out", () => {
  const half = new Date(at.getTime() + 500);
  expect(windowOf({ axis: "departure", order: "after", at: half }).from).toEqual(
    new Date(at.getTime() + 1000),
  );
  expect(windowOf({ axis: "departure", order: "before", at: half }).to).toEqual(at);
});

test("a full page is followed right after its last journey, a short one after its window", () => {
  const bound = { axis: "departure", order: "after", at } as const;
  const full = neighbours(bound, [later(30), later(60)], true);
  expect(full.later.at).toEqual(new Date(later(60).getTime() + 1000));
  expect(full.earlier).toEqual({ axis: "departure", order: "before", at: new Date(at.getTime() - 1000) });
  const short = neighbours(bound, [later(30)], false);
  expect(short.later.at).toEqual(new Date(later(24 * 60).getTime() + 1000));
});

test("pages before a bound mirror that", () => {
  const page = neighbours({ axis: "arrival", order: "before", at }, [later(-60), later(-30)], true);
  expect(page.earlier).toEqual({
    axis: "arrival",
    order: "before",
    at: new Date(later(-60).getTime() - 1000),
  });
  expect(page.later).toEqual({ axis: "arrival", order: "after", at: new Date(at.getTime() + 1000) });
});
