import { expect, test } from "@jest/globals";
import type { DraftLeg } from "./draft-hold.js";
import { createRecentTakes } from "./recent-takes.js";

const start = new Date("2027-03-01T08:00:00Z");
const later = (ms: number) => new Date(start.getTime() + ms);

/** As far as it is looked at here. */
const taken = (from: number, to: number, ...seatIds: string[]) =>
  ({
    run: { runId: "r" },
    from: { position: from },
    to: { position: to },
    request: { serviceClass: "second" },
    choice: { seats: seatIds.map((id) => ({ id })) },
  }) as unknown as DraftLeg;

test("seats that went a moment ago on the stretch are named once each, the latest first", () => {
  const recent = createRecentTakes();
  recent.note(taken(0, 2, "2-1"), start);
  recent.note(taken(3, 4, "2-9"), start);
  recent.note(taken(0, 1, "2-4", "2-5"), later(10));
  recent.note(taken(1, 2, "2-4"), later(20));
  const named = (now: Date) => recent.on("r", "second", { from: 0, to: 3 }, now);
  expect(named(later(30))).toEqual(["2-4", "2-5", "2-1"]);
  expect(named(later(2005))).toEqual(["2-4", "2-5"]);
  expect(recent.on("r", "first", { from: 0, to: 3 }, later(30))).toEqual([]);
  expect(recent.on("other", "second", { from: 0, to: 3 }, later(30))).toEqual([]);
});
