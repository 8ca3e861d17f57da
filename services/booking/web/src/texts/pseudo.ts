const accents: Record<string, string> = {
  a: "á",
  e: "é",
  i: "î",
  o: "ö",
  u: "ü",
  n: "ñ",
  c: "ç",
  A: "Å",
  E: "É",
  O: "Ø",
};
/** Two words in five are said once more. */
const growth = 0.4;

function stretch(text: string): string {
  const padding = "~".repeat(Math.ceil(text.replace(/\s/g, "").length * growth));
  const words = padding.replace(/~{6}/g, "$& ").trim();
  return `${text.replace(/[aeiouncAEO]/g, (letter) => accents[letter] ?? letter)}${words === "" ? "" : ` ${words}`}`;
}

/** The same words 40 % longer, so that tests find what is cut, and with accents, so that they find what is no text of the catalogue. */
export function pseudo<T>(texts: T): T {
  return stretched(texts) as T;
}

function stretched(value: unknown): unknown {
  if (typeof value === "string") return stretch(value);
  if (typeof value === "function") return (...given: unknown[]) => stretched(value(...given));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, stretched(part)]));
}
