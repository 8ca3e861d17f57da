import type { RequestHandler } from "express";
import { collectDefaultMetrics, Histogram, Registry } from "prom-client";
import { routeOf } from "./routes.js";

export { Counter, Gauge, Histogram, Registry } from "prom-client";

/** A registry of the process's own, so that two services in one test process do not share counters. */
export function createMetrics(service: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  return registry;
}

const buckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** Times every request by its route pattern, never by its path: an id in a label would never stop growing. */
export function httpMetrics(registry: Registry): RequestHandler {
  const duration = new Histogram({
    name: "http_server_request_duration_seconds",
    help: "duration of HTTP requests",
    labelNames: ["http_request_method", "http_route", "http_response_status_code"],
    buckets,
    registers: [registry],
  });
  return (req, res, next) => {
    const end = duration.startTimer();
    res.on("finish", () => {
      end({
        http_request_method: req.method,
        http_route: routeOf(req, res),
        http_response_status_code: res.statusCode,
      });
    });
    next();
  };
}
