import type { Texts } from "../en.js";

export const classes: Texts["classes"] = { first: "1. Klasse", second: "2. Klasse" };

export const fares: Texts["fares"] = { flex: "Flex", "semi-flex": "Semiflex", advance: "Sparpreis" };

export const fareRules: Texts["fareRules"] = {
  flex: "Frei in jeder Hinsicht: erstattbar bis zur Abfahrt.",
  "semi-flex": "Erstattbar bis zur Abfahrt, abzüglich einer Gebühr, die vorher gezeigt wird.",
  advance: "Der niedrigste Preis. Nur für die gebuchten Züge, keine Erstattung.",
};
