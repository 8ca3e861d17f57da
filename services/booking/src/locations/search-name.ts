/** Letters that no decomposition takes apart. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};
const umlauts: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", ø: "oe", å: "aa" };

function plain(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[ßæœøłđðþı]/g, (letter) => plainLetters[letter] ?? letter)
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** What a traveller types, brought to the form in which names are stored: lower case, no accents, single spaces. */
export function searchText(text: string): string {
  return plain(text.toLowerCase());
}

/**
 * All the ways in which a location may be typed, between bars: "|munchen hbf|muenchen hbf|munich|demuc|".
 * Umlauts are known both without their dots and written out.
 */
export function searchName(names: readonly string[]): string {
  const ways = names.flatMap((name) => {
    const lower = name.normalize("NFC").toLowerCase();
    return [plain(lower), plain(lower.replaceAll(/[äöüøå]/g, (letter) => umlauts[letter] ?? letter))];
  });
  return `|${[...new Set(ways.filter((way) => way !== ""))].join("|")}|`;
}
