import { healthHandler } from "@railbooker/runtime/health";
import type { Logger } from "@railbooker/runtime/logger";
import { httpMetrics, type Registry } from "@railbooker/runtime/metrics";
import { notFoundHandler, problemHandler } from "@railbooker/runtime/problem";
import { requestContext } from "@railbooker/runtime/request-context";
import { mountRoutes, type Route } from "@railbooker/runtime/routes";
import { requireServiceToken } from "@railbooker/runtime/service-token";
import express, { type Express } from "express";
import { outcomeHandler } from "./outcome-handler.js";

export interface AppParts {
  log: Logger;
  registry: Registry;
  tokens: readonly string[];
  routes: readonly Route[];
  startedAt: Date;
}

export function createApp({ log, registry, tokens, routes, startedAt }: AppParts): Express {
  const app = express().disable("x-powered-by").disable("etag");
  app.use(requestContext, httpMetrics(registry));
  app.get("/health", healthHandler("email", startedAt));
  // Before the bodies are read: a stranger's megabytes are not worth parsing.
  app.use(requireServiceToken(tokens));
  app.use("/send-batch", express.json({ limit: "5mb" }));
  app.use("/send", express.json({ limit: "256kb" }));
  mountRoutes(app, routes, { service: (_req, _res, next) => next() });
  app.use(notFoundHandler);
  app.use(outcomeHandler, problemHandler(log));
  return app;
}
