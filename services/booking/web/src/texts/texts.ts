import { en, type Texts } from "./en.js";

const catalogues: Record<string, Texts> = { en };

/** The language of the page, as its `<html lang>` says. */
export const language = document.documentElement.lang || "en";

export const t: Texts = catalogues[language] ?? en;
