import type { Money } from "../api/types.js";
import { locale } from "../texts/texts.js";

export function moneyText({ amount, currency }: Money): string {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency });
  // Yen has no minor unit, the dinar has three digits of it: Intl knows.
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}
