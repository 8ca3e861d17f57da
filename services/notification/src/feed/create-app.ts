import { healthHandler } from "@railbooker/runtime/health";
import type { Logger } from "@railbooker/runtime/logger";
import { httpMetrics, type Registry } from "@railbooker/runtime/metrics";
import { notFoundHandler, problemHandler } from "@railbooker/runtime/problem";
import { requestContext } from "@railbooker/runtime/request-context";
import { type Guards, mountRoutes, type Route } from "@railbooker/runtime/routes";
import express, { type Express, Router } from "express";

export interface AppOptions {
  routes: readonly Route[];
  guards: Guards;
  startedAt: Date;
  log: Logger;
  registry: Registry;
}

export function createApp({ routes, guards, startedAt, log, registry }: AppOptions): Express {
  const app = express().disable("x-powered-by").set("query parser", "simple");
  app.use(requestContext, httpMetrics(registry));
  app.get("/health", healthHandler("notification", startedAt));
  app.use(express.json({ limit: "64kb" }));
  const router = Router();
  mountRoutes(router, routes, guards);
  app.use(router);
  app.use(notFoundHandler);
  app.use(problemHandler(log));
  return app;
}
