/** Catches slips, nothing more: whether an address takes mail only the mail shows. */
export function looksLikeEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}
