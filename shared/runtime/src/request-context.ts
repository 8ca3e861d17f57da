import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import type { NextFunction, Request, Response } from "express";

export interface RequestContext {
  requestId: string;
  /** W3C trace context of the caller, handed on to events, jobs and outgoing requests. */
  traceparent?: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

export const currentContext = (): RequestContext | undefined => storage.getStore();

const acceptableId = /^[\w.:-]{8,128}$/;
const acceptableTrace = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Takes over the caller's X-Request-Id when it is harmless, else makes one; every response carries it. */
export function requestContext(req: Request, res: Response, next: NextFunction): void {
  const given = req.get("x-request-id");
  const requestId = given !== undefined && acceptableId.test(given) ? given : randomUUID();
  const trace = req.get("traceparent");
  res.setHeader("X-Request-Id", requestId);
  const context: RequestContext = { requestId };
  if (trace !== undefined && acceptableTrace.test(trace)) context.traceparent = trace;
  storage.run(context, next);
}
