import { createHash, timingSafeEqual } from "node:crypto";
import type { RequestHandler } from "express";
import { AppError } from "./errors.js";

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Lets a request through that carries one of `tokens` (current and previous, while a token is being changed). */
export function requireServiceToken(tokens: readonly string[]): RequestHandler {
  const accepted = tokens.filter((token) => token !== "").map(digest);
  return (req, _res, next) => {
    const [scheme, token] = (req.get("authorization") ?? "").split(" ");
    const given = digest(token ?? "");
    // Every candidate is compared, each in constant time, so that the time taken says nothing.
    const matches = accepted.map((candidate) => timingSafeEqual(candidate, given));
    if (scheme?.toLowerCase() === "bearer" && token !== undefined && matches.includes(true)) return next();
    throw new AppError({
      kind: "not-signed-in",
      code: "service-token-required",
      message: "This service is called with a bearer service token; none or a wrong one arrived.",
    });
  };
}
