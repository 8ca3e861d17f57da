import type { Request } from "express";

export const languageCookie = "lang";

/**
 * The language in which a page is sent: the cookie that the switch has set, else what the browser asks for, else the
 * first. A language that is not built counts as not said.
 */
export function pageLanguage(req: Request, built: readonly string[]): string {
  const kept = /(?:^|;\s*)lang=([A-Za-z-]{2,10})(?:;|$)/.exec(req.headers.cookie ?? "")?.[1];
  if (kept !== undefined && built.includes(kept)) return kept;
  const [first = "en"] = built;
  return req.acceptsLanguages([...built]) || first;
}

/**
 * Where `?lang=` asks for another language: it, and the same address without the question, so that addresses stay the
 * same in every language and can be shared.
 */
export function languageChange(
  req: Request,
  built: readonly string[],
): { to: string; address: string } | undefined {
  const asked = req.query["lang"];
  if (typeof asked !== "string") return undefined;
  const query = new URLSearchParams(req.originalUrl.split("?")[1]);
  query.delete("lang");
  const rest = query.size === 0 ? "" : `?${query}`;
  // A path that began with two slashes would lead to another site.
  const address = `${req.path.replace(/^\/+/, "/")}${rest}`;
  return { to: built.includes(asked) ? asked : pageLanguage(req, built), address };
}
