import type { Money } from "../api/types.js";
import { locale } from "../texts/texts.js";

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string): Intl.NumberFormat {
  const format = formats.get(currency) ?? new Intl.NumberFormat(locale, { style: "currency", currency });
  formats.set(currency, format);
  return format;
}

export function moneyText({ amount, currency }: Money): string {
  const format = formatOf(currency);
  // Yen has no minor unit, the dinar has three digits of it: Intl knows.
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}
