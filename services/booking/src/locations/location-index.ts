import type { IndexedLocation, Location } from "./location.js";

/** Where in a name the typed text was found; smaller is better. */
type Rank = 0 | 1 | 2 | 3;
const WHOLE: Rank = 0;
const WORDS: Rank = 1;
const EACH_WORD: Rank = 2;
const ANYWHERE: Rank = 3;

export interface LocationIndex {
  /** The best matches of a text in the form of searchText, best first; the biggest where it is empty. */
  match(text: string, limit: number): Location[];
  get(id: string): Location | undefined;
}

/** Holds all locations in memory: a few hundred bytes each, and no question to the database while someone types. */
export function createLocationIndex(all: readonly IndexedLocation[]): LocationIndex {
  // From here on a place in this list is the order among equals: big before small.
  const entries = [...all].sort(
    (a, b) =>
      b.size - a.size ||
      a.location.name.localeCompare(b.location.name, "en") ||
      (a.location.id < b.location.id ? -1 : 1),
  );
  const byId = new Map(entries.map(({ location }) => [location.id, location]));
  const words = sortedWords(entries);

  function match(text: string, limit: number): Location[] {
    if (text === "") return entries.slice(0, limit).map(({ location }) => location);
    const ranks = rankByWords(entries, words, text);
    if (ranks.size < limit) {
      entries.forEach(({ searchName }, place) => {
        if (!ranks.has(place) && searchName.includes(text)) ranks.set(place, ANYWHERE);
      });
    }
    return [...ranks]
      .sort(([a, rankOfA], [b, rankOfB]) => rankOfA - rankOfB || a - b)
      .slice(0, limit)
      .flatMap(([place]) => entries[place]?.location ?? []);
  }
  return { match, get: (id) => byId.get(id) };
}

interface Word {
  word: string;
  place: number;
}

function sortedWords(entries: readonly IndexedLocation[]): Word[] {
  const words = entries.flatMap(({ searchName }, place) =>
    [...new Set(searchName.split(/[| ]/))].filter((word) => word !== "").map((word) => ({ word, place })),
  );
  return words.sort((a, b) => (a.word < b.word ? -1 : a.word > b.word ? 1 : a.place - b.place));
}

/** Every location with a word that each typed word starts. The rarest-looking word, the longest, picks the candidates. */
function rankByWords(
  entries: readonly IndexedLocation[],
  words: readonly Word[],
  text: string,
): Map<number, Rank> {
  const typed = text.split(" ");
  const longest = typed.reduce((a, b) => (b.length > a.length ? b : a));
  const ranks = new Map<number, Rank>();
  for (let at = firstFrom(words, longest); words[at]?.word.startsWith(longest); at++) {
    const { place = -1 } = words[at] ?? {};
    const name = entries[place]?.searchName;
    if (name === undefined || ranks.has(place)) continue;
    if (name.includes(`|${text}|`)) ranks.set(place, WHOLE);
    else if (name.includes(`|${text}`) || name.includes(` ${text}`)) ranks.set(place, WORDS);
    else if (typed.every((word) => name.includes(`|${word}`) || name.includes(` ${word}`)))
      ranks.set(place, EACH_WORD);
  }
  return ranks;
}

/** The first place in the order of words that is not before `word`. */
function firstFrom(words: readonly Word[], word: string): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle]?.word ?? "") < word) low = middle + 1;
    else high = middle;
  }
  return low;
}
