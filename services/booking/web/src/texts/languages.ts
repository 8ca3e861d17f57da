export interface Language {
  /** In its own words, as the switch in the footer shows it. */
  name: string;
  /** For Intl. */
  locale: string;
  direction?: "rtl";
}

/** By the tag of `<html lang>`. Another language is an entry here, one in texts.ts, one in staff.ts, and a folder of words. */
export const languages: Record<string, Language> = {
  en: { name: "English", locale: "en-GB" },
  de: { name: "Deutsch", locale: "de-DE" },
};

/** Only in builds for tests (`vite build --mode pseudo`): English, longer and with accents; the second from right to left. */
export const pseudoLanguages: Record<string, Language> = {
  "en-XA": { name: "Pseudo", locale: "en-GB" },
  "ar-XB": { name: "Pseudo RTL", locale: "en-GB", direction: "rtl" },
};

export const defaultLanguage = "en";
