import { de } from "../src/texts/de.js";
import { deStaff } from "../src/texts/de-staff.js";
import { en as enTexts, type Texts } from "../src/texts/en.js";
import { enStaff, type StaffTexts } from "../src/texts/en-staff.js";
import { type Language, languages, pseudoLanguages } from "../src/texts/languages.js";
import { pseudo } from "../src/texts/pseudo.js";

export interface Catalogue extends Language {
  texts: Texts & StaffTexts;
  /** The file of its words, which pages in this language ask for at once. */
  source: string;
}

/** Every language that pages are built in, by its tag. */
export function catalogues(forTests: boolean): Map<string, Catalogue> {
  const en = { ...enTexts, ...enStaff };
  const texts: Record<string, Texts & StaffTexts> = { en, de: { ...de, ...deStaff } };
  const built = Object.entries(languages).map(([tag, language]): [string, Catalogue] => {
    const words = texts[tag];
    if (words === undefined) throw new Error(`languages.ts names "${tag}", and there are no words of it`);
    sameShape(en, words, tag);
    return [tag, { ...language, texts: words, source: `/src/texts/${tag}.ts` }];
  });
  const tests = Object.entries(forTests ? pseudoLanguages : {}).map(
    ([tag, language]): [string, Catalogue] => [
      tag,
      { ...language, texts: pseudo(en), source: "/src/texts/en.ts" },
    ],
  );
  return new Map([...built, ...tests]);
}

/** The compiler holds names and functions; this holds the lists by codes too, which to it are open. */
function sameShape(one: unknown, other: unknown, path: string): void {
  if (typeof one !== typeof other)
    throw new Error(`The text ${path} is there in one language and not in another`);
  if (typeof one !== "object" || one === null) return;
  const [a, b] = [one as Record<string, unknown>, other as Record<string, unknown>];
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
    sameShape(a[key], b[key], `${path}.${key}`);
}
