import type { Texts } from "./en.js";
import { defaultLanguage, languages, pseudoLanguages } from "./languages.js";

const english = async (): Promise<Texts> => (await import("./en.js")).en;
const german = async (): Promise<Texts> => (await import("./de.js")).de;
const longer = async (): Promise<Texts> => (await import("./pseudo.js")).pseudo(await english());

const forTests = import.meta.env.MODE === "pseudo";
const known = forTests ? { ...languages, ...pseudoLanguages } : languages;
const catalogues = new Map<string, () => Promise<Texts>>([
  ["en", english],
  ["de", german],
  ...Object.keys(forTests ? pseudoLanguages : {}).map((tag) => [tag, longer] as const),
]);

const asked = document.documentElement.lang;

/** The language of the page, as its `<html lang>` says. */
export const language = catalogues.has(asked) ? asked : defaultLanguage;

/** A page loads the words of its own language alone; its head names their file, so that they come with the script. */
export const t: Texts = await (catalogues.get(language) ?? english)();

/** How dates, times and money are written: a plain "en" would mean the American way. */
export const locale = known[language]?.locale ?? "en-GB";
