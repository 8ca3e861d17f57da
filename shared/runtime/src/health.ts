import express, { type RequestHandler } from "express";
import { Gauge, type Registry } from "prom-client";
import { coerceError } from "./errors.js";
import { type ListeningServer, listen } from "./http-server.js";
import { within } from "./within.js";

/** Resolves when the dependency answers; rejects with the reason when it does not. */
export type ReadyCheck = () => Promise<unknown>;

/** GET /health on the public port: the process answers. No I/O, so that a broken neighbour restarts nobody. */
export function healthHandler(service: string, startedAt: Date): RequestHandler {
  return (_req, res) => {
    res.json({ status: "ok", service, uptimeSeconds: Math.floor((Date.now() - startedAt.getTime()) / 1000) });
  };
}

export interface OpsOptions {
  port: number;
  host?: string;
  registry: Registry;
  checks: Record<string, ReadyCheck>;
  /** True once the process has been told to stop: not ready, but still alive. */
  draining: () => boolean;
}

/**
 * The operators' port, never published to the outside:
 * - /startupz: every check has passed once. Until then an orchestrator waits instead of restarting.
 * - /livez: the process answers. Asks no neighbour: a restart mends nothing that lies elsewhere.
 * - /readyz: every check passes now, and the process has not been told to stop.
 * - /metrics: for Prometheus.
 */
export function startOpsServer({
  port,
  host,
  registry,
  checks,
  draining,
}: OpsOptions): Promise<ListeningServer> {
  new Gauge({
    name: "railbooker_draining",
    help: "1 once the process has been told to stop",
    registers: [registry],
    collect() {
      this.set(draining() ? 1 : 0);
    },
  });
  const app = express().disable("x-powered-by");
  app.get("/livez", (_req, res) => {
    res.json({ status: "ok" });
  });
  let started = false;
  app.get("/startupz", async (_req, res) => {
    const results = started ? {} : await outcomes(checks);
    started ||= allWell(results);
    res.status(started ? 200 : 503).json({ status: started ? "ok" : "starting", checks: results });
  });
  app.get("/readyz", async (_req, res) => {
    const results = await outcomes(checks);
    const ready = !draining() && allWell(results);
    res.status(ready ? 200 : 503).json({
      status: draining() ? "draining" : ready ? "ok" : "not ready",
      checks: results,
    });
  });
  app.get("/metrics", async (_req, res) => {
    res.type(registry.contentType).send(await registry.metrics());
  });
  return listen(app, port, host, "OPS_PORT");
}

const checkTimeoutMs = 500;

type Outcomes = Record<string, string>;

const allWell = (results: Outcomes) => Object.values(results).every((result) => result === "ok");

async function outcomes(checks: Record<string, ReadyCheck>): Promise<Outcomes> {
  const results = Object.entries(checks).map(async ([name, check]) => [name, await outcome(check)] as const);
  return Object.fromEntries(await Promise.all(results));
}

async function outcome(check: ReadyCheck): Promise<string> {
  try {
    await within(checkTimeoutMs, check());
    return "ok";
  } catch (error) {
    return coerceError(error).message;
  }
}
