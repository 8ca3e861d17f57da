import { expect, test } from "@jest/globals";
import { completeTimes, parseTime } from "./times.js";

const at = (arrival?: number, departure = arrival) => ({ arrival, departure });

test("times are read with or without a leading zero, and past midnight", () => {
  expect(parseTime("8:15:00")).toBe(29_700);
  expect(parseTime("08:15:30")).toBe(29_730);
  expect(parseTime("25:10:00")).toBe(90_600);
  expect(parseTime("250:00:00")).toBe(900_000);
  expect(parseTime("")).toBeUndefined();
  for (const wrong of ["8:15", "8:60:00", "-1:00:00", "noon"]) expect(parseTime(wrong)).toBeNaN();
});

test("blank times are filled evenly, in whole minutes", () => {
  expect(completeTimes([at(0), at(), at(), at(600)])).toEqual([
    { arrival: 0, departure: 0 },
    { arrival: 180, departure: 180 },
    { arrival: 360, departure: 360 },
    { arrival: 600, departure: 600 },
  ]);
});

test("one time given serves for both", () => {
  const calls = [
    { arrival: undefined, departure: 60 },
    { arrival: 120, departure: undefined },
  ];
  expect(completeTimes(calls)).toEqual([
    { arrival: 60, departure: 60 },
    { arrival: 120, departure: 120 },
  ]);
});

test("times that run backwards, are no times, or are missing at an end are not used", () => {
  expect(completeTimes([at(600), at(300)])).toBeUndefined();
  expect(completeTimes([at(0), { arrival: 300, departure: 200 }])).toBeUndefined();
  expect(completeTimes([at(0), at(Number.NaN), at(600)])).toBeUndefined();
  expect(completeTimes([at(), at(600)])).toBeUndefined();
  expect(completeTimes([at(0), at()])).toBeUndefined();
});
