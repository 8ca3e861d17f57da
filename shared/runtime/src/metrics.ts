import type { RequestHandler } from "express";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { routeOf } from "./routes.js";
import { version } from "./version.js";

export { Counter, Gauge, Histogram, Registry } from "prom-client";

/** A registry of the process's own, so that two services in one test process do not share counters. */
export function createMetrics(service: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "railbooker_build_info",
    help: "1, with the version of the program",
    labelNames: ["version"],
    registers: [registry],
  }).set({ version }, 1);
  return registry;
}

const buckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

export interface Answered {
  method: string;
  /** The pattern, never the path. */
  route: string;
  status: number;
  /** Of the problem document, where it is one. */
  code?: string;
}

/**
 * Times every request by its route pattern, never by its path: an id in a label would never stop growing.
 * @param onAnswered hears of every answer, for what is counted besides
 */
export function httpMetrics(
  registry: Registry,
  onAnswered: (answered: Answered) => void = () => undefined,
): RequestHandler {
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
      const [method, route, status] = [req.method, routeOf(req, res), res.statusCode];
      end({ http_request_method: method, http_route: route, http_response_status_code: status });
      const code: unknown = res.locals["problemCode"];
      onAnswered({ method, route, status, ...(typeof code === "string" ? { code } : {}) });
    });
    next();
  };
}

/** Runs a request to a neighbour and notes how long it took and how it ended. */
export type TimeRequest = <R extends { status: number }>(
  server: string,
  request: () => Promise<R>,
) => Promise<R>;

/** Times requests to neighbours by their host; one without an answer has the status 0. */
export function clientMetrics(registry: Registry): TimeRequest {
  const duration = new Histogram({
    name: "http_client_request_duration_seconds",
    help: "duration of HTTP requests to neighbours; status 0 where no answer came",
    labelNames: ["server_address", "http_response_status_code"],
    buckets,
    registers: [registry],
  });
  return async (server, request) => {
    const end = duration.startTimer({ server_address: server });
    try {
      const response = await request();
      end({ http_response_status_code: response.status });
      return response;
    } catch (error) {
      end({ http_response_status_code: 0 });
      throw error;
    }
  };
}

/**
 * For gauges that are read together: each calls it from its `collect`, and one reading serves all that ask meanwhile. Without
 * it a gauge written out before the reading is done would tell what the last scrape saw.
 */
export function readTogether(read: () => Promise<void>): () => Promise<void> {
  let reading: Promise<void> | undefined;
  return () => {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
}
