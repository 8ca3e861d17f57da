import { AppError } from "@railbooker/runtime/errors";
import type { Request, RequestHandler } from "express";
import { hasBearer } from "../accounts/guards.js";

const harmless = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses a request that changes something and was caused by another site's page (403 `cross-site`). In this order:
 * - an access token: no page of another site can attach it, so it passes;
 * - `Sec-Fetch-Site`, which browsers set and pages cannot: `same-origin` and `none` (the address bar) pass, nothing else;
 * - else `Origin`, else `Referer`: exactly the origin of PUBLIC_URL;
 * - none of the three: not a browser of this decade, which sends Origin with every such request; it passes. (Go's
 *   http.CrossOriginProtection decides the same way.) `SameSite=Lax` and the JSON-only bodies stand behind it.
 * Requests without a cookie are judged alike, so that no page can sign its visitor in as somebody else.
 */
export function refuseCrossSite(publicUrl: string): RequestHandler {
  const ownOrigin = new URL(publicUrl).origin;
  return (req, res, next) => {
    res.vary("Sec-Fetch-Site, Origin");
    if (harmless.has(req.method) || hasBearer(req) || isOwn(req, ownOrigin)) return next();
    throw new AppError({
      kind: "forbidden",
      code: "cross-site",
      message: `This request came from another site's page. Send it from ${ownOrigin}, or with an access token.`,
    });
  };
}

function isOwn(req: Request, ownOrigin: string): boolean {
  const site = req.get("sec-fetch-site");
  if (site !== undefined) return site === "same-origin" || site === "none";
  const origin = req.get("origin");
  if (origin !== undefined) return origin === ownOrigin;
  const referer = req.get("referer");
  if (referer !== undefined) return URL.canParse(referer) && new URL(referer).origin === ownOrigin;
  return true;
}
