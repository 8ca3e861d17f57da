import { expect, test } from "@jest/globals";
import { searchName, searchText } from "./search-name.js";

test("what is typed loses case, accents and marks", () => {
  expect(searchText("  MÜNCHEN ")).toBe("munchen");
  expect(searchText("Frankfurt (Main)  Hbf")).toBe("frankfurt main hbf");
  expect(searchText("Łódź")).toBe("lodz");
  expect(searchText("København")).toBe("kobenhavn");
  expect(searchText("Weißwasser")).toBe("weisswasser");
  expect(searchText("100%_")).toBe("100");
  expect(searchText("Αθήνα")).toBe("αθηνα");
  expect(searchText("!?")).toBe("");
});

test("a name is known with and without its dots, by its code and by its other names", () => {
  expect(searchName(["München Hbf", "Munich", "DEMUC"])).toBe("|munchen hbf|muenchen hbf|munich|demuc|");
  expect(searchName(["Mu\u0308nchen"])).toBe("|munchen|muenchen|");
  expect(searchName(["Bern", ""])).toBe("|bern|");
});
