/**
 * Counts in one language. Which form a number takes is for Intl to say, and so is how it is written.
 * @param locale such as `en-GB`
 * @returns `(n, one, many)` ▶ "1 seat", "2 seats"
 */
export function pluralIn(locale: string): (n: number, one: string, many: string) => string {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  return (n, one, many) => `${numbers.format(n)} ${rules.select(n) === "one" ? one : many}`;
}
