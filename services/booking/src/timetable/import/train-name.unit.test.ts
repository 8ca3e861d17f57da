import { expect, test } from "@jest/globals";
import { nameTrain } from "./train-name.js";

test.each([
  ["ICE 571", "ICE 12", { number: "571", name: "ICE 571", category: "ICE" }],
  ["IC 114 Cracovia /131", "", { number: "114", name: "IC 114 Cracovia /131", category: "IC" }],
  ["571", "ICE 12", { number: "571", name: "ICE 571", category: "ICE" }],
  ["571", "", { number: "571", name: "571", category: "" }],
  ["", "RE 5", { number: "5", name: "RE 5", category: "RE" }],
  ["", "", { number: "trip-9", name: "trip-9", category: "" }],
  ["Glacier Express", "PE", { number: "Glacier Express", name: "Glacier Express", category: "PE" }],
])("%j on route %j", (short, route, expected) => {
  expect(nameTrain(short, route, "trip-9")).toEqual(expected);
});
