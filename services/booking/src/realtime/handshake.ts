import type { IncomingMessage } from "node:http";

/**
 * Browsers send cookies along with a WebSocket from any page, and CORS does not apply: without this, a hostile page could
 * listen as its visitor. Programs send no Origin; without a cookie they have to show a token.
 */
export function originAllowed(req: IncomingMessage, publicUrl: string): boolean {
  const { origin, cookie } = req.headers;
  if (origin === undefined) return cookie === undefined;
  return origin === new URL(publicUrl).origin;
}

const longestToken = 4096;

/** The token that a client gives in Socket.io's `auth`; anything else there counts as none. */
export function tokenOf(auth: Record<string, unknown>): string | undefined {
  const token = auth["token"];
  return typeof token === "string" && token !== "" && token.length <= longestToken ? token : undefined;
}
