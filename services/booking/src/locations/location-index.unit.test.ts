import { expect, test } from "@jest/globals";
import { createLocationIndex } from "./location-index.js";
import { searchName, searchText } from "./search-name.js";

const place = (id: string, size: number, ...names: string[]) => ({
  location: { id, name: names[0] ?? "", latitude: 0, longitude: 0, timeZone: "Europe/Berlin" },
  searchName: searchName([...names, id]),
  size,
});

const index = createLocationIndex([
  place("MOST", 40, "München Ost"),
  place("MHBF", 900, "München Hbf", "Munich"),
  place("FFM", 950, "Frankfurt (Main) Hbf"),
  place("FFO", 60, "Frankfurt (Oder)"),
  place("BERN", 500, "Bern"),
  place("BLS", 1000, "Berlin Hbf"),
  place("BNAU", 5, "Bernau"),
  place("MARI", 1, "Marienborn"),
]);
const names = (typed: string, limit = 8) => index.match(searchText(typed), limit).map(({ id }) => id);

test.each([
  ["munchen", ["MHBF", "MOST"]],
  ["MÜNCHEN", ["MHBF", "MOST"]],
  ["muenchen", ["MHBF", "MOST"]],
  ["mhbf", ["MHBF"]],
  ["munich", ["MHBF"]],
  ["bern", ["BERN", "BNAU"]],
  ["ber", ["BLS", "BERN", "BNAU"]],
  ["frankfurt", ["FFM", "FFO"]],
  ["frankfurt hbf", ["FFM"]],
  ["hbf frankf", ["FFM"]],
  ["oder", ["FFO"]],
  ["born", ["MARI"]],
  ["zzz", []],
])("%s finds %j", (typed, found) => {
  expect(names(typed)).toEqual(found);
});

test("big ones come first where nothing is typed, and no more than asked for", () => {
  expect(names("", 3)).toEqual(["BLS", "FFM", "MHBF"]);
  expect(names("b", 1)).toEqual(["BLS"]);
});

test("an id finds its location", () => {
  expect(index.get("BERN")?.name).toBe("Bern");
  expect(index.get("bern")).toBeUndefined();
});
