/**
 * Counts in one language. Which form a number takes is for Intl to say, and so is how it is written.
 * @param locale such as `en-GB`
 * @returns `(n, one, many)` ▶ "1 seat", "2 seats"
 */
export function pluralIn(locale: string): (n: number, one: string, many: string) => string {
  // Made on first use: it costs a slow phone tens of milliseconds, before anything is on the screen.
  let rules: Intl.PluralRules | undefined;
  let numbers: Intl.NumberFormat | undefined;
  return (n, one, many) => {
    rules ??= new Intl.PluralRules(locale);
    numbers ??= new Intl.NumberFormat(locale);
    return `${numbers.format(n)} ${rules.select(n) === "one" ? one : many}`;
  };
}
