import { randomUUID } from "node:crypto";
import type { NextFunction, Request, Response } from "express";
import { routeOf } from "./routes.js";
import { startSpan } from "./tracing.js";
import { inContext, type WorkContext } from "./work-context.js";

const acceptableId = /^[\w.:-]{8,128}$/;
const acceptableTrace = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * Takes over the caller's X-Request-Id and traceparent when they are harmless, else makes them; every response carries the
 * request's id. Without a caller's trace there is one all the same: it ties the lines of three logs together.
 */
export function requestContext(req: Request, res: Response, next: NextFunction): void {
  const given = req.get("x-request-id");
  const requestId = given !== undefined && acceptableId.test(given) ? given : randomUUID();
  const trace = req.get("traceparent");
  const traceparent = trace !== undefined && acceptableTrace.test(trace) ? trace : newTraceparent();
  res.setHeader("X-Request-Id", requestId);
  const context: WorkContext = { requestId, traceparent };
  const span = startSpan(req.method, {
    kind: "server",
    parent: traceparent,
    attributes: { "http.request.method": req.method },
  });
  if (span !== undefined) {
    context.traceparent = span.traceparent;
    res.on("close", () => {
      const route = routeOf(req, res);
      const status = res.statusCode;
      span.rename(`${req.method} ${route}`);
      span.set({ "http.route": route, "http.response.status_code": status });
      span.end(status >= 500 ? new Error(String(status)) : undefined);
    });
  }
  inContext(context, next);
}

/** Not sampled, as nobody has decided to record it. */
function newTraceparent(): string {
  const random = randomUUID().replaceAll("-", "");
  return `00-${random}-${random.slice(16)}-00`;
}
