import { expect, test } from "@jest/globals";
import { compileTransfers, type TransferRow } from "./compile-transfers.js";
import { NO_CHANGES } from "./network.js";

const row = (from: number, to: number, type: number, minSeconds: number | null = null): TransferRow => ({
  ...{ from, to, type, minSeconds },
});
const changes = (...rows: TransferRow[]) => [...compileTransfers(2, rows).change];
const ways = (...rows: TransferRow[]) => {
  const { foot, footBack } = compileTransfers(2, rows);
  return { to: [...foot.footTo], seconds: [...foot.footSeconds], back: [...footBack.footTo] };
};

test("a change takes five minutes where the feed says nothing, and else what its type says", () => {
  expect(changes()).toEqual([300, 300]);
  expect(changes(row(0, 0, 0))).toEqual([300, 300]);
  expect(changes(row(0, 0, 1))).toEqual([0, 300]);
  expect(changes(row(0, 0, 2, 120))).toEqual([120, 300]);
  expect(changes(row(0, 0, 3))).toEqual([NO_CHANGES, 300]);
  expect(changes(row(0, 0, 4), row(1, 1, 5))).toEqual([300, 300]);
});

test("of several rules for one place the strictest holds", () => {
  expect(changes(row(0, 0, 2, 120), row(0, 0, 2, 480), row(0, 0, 1))).toEqual([480, 300]);
  expect(changes(row(0, 0, 3), row(0, 0, 2, 60))).toEqual([NO_CHANGES, 300]);
});

test("ways on foot lead one way, take their time, and are shut by type 3", () => {
  expect(ways(row(0, 1, 2, 600))).toEqual({ to: [1], seconds: [600], back: [0] });
  expect(ways(row(0, 1, 1))).toEqual({ to: [1], seconds: [300], back: [0] });
  expect(ways(row(0, 1, 2, 600), row(0, 1, 3))).toEqual({ to: [], seconds: [], back: [] });
  expect(changes(row(0, 1, 2, 600))).toEqual([300, 300]);
});
