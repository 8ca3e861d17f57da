import { expect, test } from "@jest/globals";
import { findLeg, parseRunId, type Run, runIdOf } from "./run.js";

function runThrough(path: string, rules: Record<number, { pickup?: boolean; dropOff?: boolean }> = {}): Run {
  return {
    runId: "t.2027-03-01",
    train: { number: "1", name: "ICE 1" },
    category: "ICE",
    routeType: 101,
    serviceDate: "2027-03-01",
    status: "scheduled",
    delayMinutes: 0,
    calls: [...path].map((id, position) => ({
      position,
      location: { id, name: id, timeZone: "Europe/Berlin" },
      arrival: new Date(position * 3_600_000),
      departure: new Date(position * 3_600_000),
      pickup: rules[position]?.pickup ?? true,
      dropOff: rules[position]?.dropOff ?? true,
      distanceKm: position * 100,
    })),
  };
}

const positions = (run: Run, from: string, to: string) => {
  const leg = findLeg(run, from, to);
  return leg && [leg.from.position, leg.to.position];
};

test("a leg runs forward between two calls", () => {
  expect(positions(runThrough("ABC"), "A", "C")).toEqual([0, 2]);
  expect(positions(runThrough("ABC"), "C", "A")).toBeUndefined();
  expect(positions(runThrough("ABC"), "A", "X")).toBeUndefined();
  expect(positions(runThrough("ABC"), "B", "B")).toBeUndefined();
});

test("nobody boards where the train only sets down, or alights where it only picks up", () => {
  const run = runThrough("ABC", { 1: { pickup: false }, 2: { dropOff: false } });
  expect(positions(run, "A", "B")).toEqual([0, 1]);
  expect(positions(run, "B", "C")).toBeUndefined();
  expect(positions(run, "A", "C")).toBeUndefined();
});

test("of a train that calls twice the shortest ride is taken", () => {
  expect(positions(runThrough("ABAC"), "A", "C")).toEqual([2, 3]);
  expect(positions(runThrough("ACBC"), "A", "C")).toEqual([0, 1]);
  expect(positions(runThrough("ABAC", { 2: { pickup: false } }), "A", "C")).toEqual([0, 3]);
});

test("run ids go there and back; what is none is refused", () => {
  const name = { trainId: "ICE-18-501", serviceDate: "2027-03-01" };
  expect(parseRunId(runIdOf(name))).toEqual(name);
  for (const wrong of ["", "ICE-18-501", "a.2027-02-30", "a b.2027-03-01", ".2027-03-01", "a.b.2027-03-01"])
    expect(parseRunId(wrong)).toBeUndefined();
});
