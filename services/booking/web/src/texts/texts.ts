import type { Texts } from "./en.js";
import { defaultLanguage, languages, pseudoLanguages } from "./languages.js";

const forTests = import.meta.env.MODE === "pseudo";
const known = forTests ? { ...languages, ...pseudoLanguages } : languages;
const asked = document.documentElement.lang;

/** The language of the page, as its `<html lang>` says. */
export const language = Object.hasOwn(known, asked) ? asked : defaultLanguage;

/** How dates, times and money are written: a plain "en" would mean the American way. */
export const locale = known[language]?.locale ?? "en-GB";

/** By language. */
type Words<T> = Record<string, () => Promise<T>> & { en: () => Promise<T> };

/** Only the words of the page's own language are loaded. */
export async function inLanguage<T>(words: Words<T>): Promise<T> {
  const own = words[language];
  if (own !== undefined) return own();
  const english = await words.en();
  return forTests && language !== defaultLanguage ? (await import("./pseudo.js")).pseudo(english) : english;
}

/** A page loads the words of its own language alone; its head names their file, so that they come with the script. */
export const t: Texts = await inLanguage<Texts>({
  en: async () => (await import("./en.js")).en,
  de: async () => (await import("./de.js")).de,
});
