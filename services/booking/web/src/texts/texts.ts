import { en, type Texts } from "./en.js";

const catalogues: Record<string, Texts> = { en };

/** The language of the page, as its `<html lang>` says. */
export const language = document.documentElement.lang || "en";

export const t: Texts = catalogues[language] ?? en;

/** How dates, times and money are written: a plain "en" would mean the American way. */
export const locale = language === "en" ? "en-GB" : language;
