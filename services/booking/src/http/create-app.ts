import { healthHandler } from "@railbooker/runtime/health";
import type { Logger } from "@railbooker/runtime/logger";
import { httpMetrics, type Registry } from "@railbooker/runtime/metrics";
import { openApiDocument } from "@railbooker/runtime/openapi";
import { notFoundHandler, problemHandler } from "@railbooker/runtime/problem";
import { requestContext } from "@railbooker/runtime/request-context";
import { type Guards, mountRoutes, type Route } from "@railbooker/runtime/routes";
import express, { type Express, type RequestHandler, Router } from "express";
import { sessionCookieName } from "../accounts/session-middleware.js";
import { accessLog } from "./access-log.js";
import { apiDocs } from "./api-docs.js";
import { jsonBody } from "./body.js";
import { refuseCrossSite } from "./csrf.js";
import { outcomeMetrics } from "./outcome-metrics.js";
import { queueBoardPath } from "./queue-board.js";
import type { RateLimits } from "./rate-limits.js";
import { noStore, securityHeaders } from "./security-headers.js";

export interface AppOptions {
  /** Below /api. */
  routes: readonly Route[];
  /** At the root, such as /.well-known/…; always public, without session or body. */
  rootRoutes?: readonly Route[];
  guards: Guards;
  /** Goes before the routes of the API: sessions and passport. */
  apiMiddleware: readonly RequestHandler[];
  rateLimits: RateLimits;
  publicUrl: string;
  /** Express's `trust proxy`: which neighbours may say whom a request comes from, such as "loopback" or "uniquelocal". */
  trustProxy: string;
  version: string;
  startedAt: Date;
  log: Logger;
  registry: Registry;
  /** The operators' board of the job queues, at /operator/queues. */
  queueBoard?: RequestHandler;
  /** The pages, tried where nothing else has answered. */
  pages?: RequestHandler;
}

/** Puts the service's routes behind their edge, in the order in which a request meets it. */
export function createApp(options: AppOptions): Express {
  const app = express();
  app.disable("x-powered-by");
  // Answers of the API are never stored, so nobody could ever say that theirs is still the same.
  app.disable("etag");
  app.set("query parser", "simple");
  app.set("trust proxy", options.trustProxy);
  app.use(
    requestContext,
    securityHeaders(options.publicUrl),
    httpMetrics(options.registry, outcomeMetrics(options.registry)),
  );
  // What asks for liveness every few seconds is not worth a line each.
  app.get("/health", healthHandler("booking", options.startedAt));
  app.use(accessLog(options.log));
  const root = Router();
  mountRoutes(root, options.rootRoutes ?? [], {});
  app.use(root);
  app.use("/api", api(options));
  if (options.queueBoard !== undefined)
    app.use(queueBoardPath, ...operatorsOnly(options), options.queueBoard, notFoundHandler);
  if (options.pages !== undefined) app.use(options.pages);
  app.use(notFoundHandler);
  app.use(problemHandler(options.log));
  return app;
}

function operatorsOnly({ publicUrl, apiMiddleware, rateLimits, guards }: AppOptions): RequestHandler[] {
  const { operator } = guards;
  if (operator === undefined) throw new Error("the board of queues needs a guard for operators");
  return [noStore, rateLimits.everything, refuseCrossSite(publicUrl), ...apiMiddleware, operator];
}

function api(options: AppOptions): Router {
  const router = Router();
  router.use(noStore);
  // What anybody may read depends on nobody: it answers before sessions, bodies and Redis come into play.
  const reads = options.routes.filter(({ access, method }) => access === "public" && method === "get");
  mountRoutes(router, reads, { public: options.rateLimits.reads });
  router.use(options.rateLimits.everything);
  const info = { title: "RailBooker", version: options.version, base: "/api" };
  const document = openApiDocument(options.routes, {
    ...info,
    securitySchemes: {
      session: { type: "apiKey", in: "cookie", name: sessionCookieName(options.publicUrl) },
      bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
    },
  });
  router.get("/openapi.json", (_req, res) => {
    res.json(document);
  });
  router.use(apiDocs(options.routes, info));
  router.use(refuseCrossSite(options.publicUrl), jsonBody, options.rateLimits.sensitive);
  router.use([...options.apiMiddleware]);
  const others = options.routes.filter((route) => !reads.includes(route));
  mountRoutes(router, others, options.guards);
  // Below /api nothing falls through to the pages: a wrong path is a problem document.
  router.use(notFoundHandler);
  return router;
}
