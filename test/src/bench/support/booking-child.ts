import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createLogger } from "@railbooker/runtime/logger";
import { type Route, route } from "@railbooker/runtime/routes";
import { createShutdown, type Shutdown } from "@railbooker/runtime/shutdown";
import { repositoryRoot } from "@railbooker/scripts/servers/paths";
import Type from "typebox";

interface Booking {
  compose(
    config: unknown,
    adapters: { log: ReturnType<typeof createLogger>; shutdown: Shutdown; extraRoutes: Route[] },
  ): Promise<{ port: number }>;
}

const fromBooking = (file: string) =>
  import(pathToFileURL(join(repositoryRoot, "services/booking/dist", file)).href);
const { compose } = (await fromBooking("compose.js")) as Booking;
const { loadBookingConfig } = (await fromBooking("config.js")) as {
  loadBookingConfig(env: NodeJS.ProcessEnv): unknown;
};

/** Plain records, JSON of which has about so many bytes. */
function fixedOf(bytes: number): unknown {
  const item = { id: "DEMUC", name: "München Hbf", code: "DEMUC", latitude: 48.1402, longitude: 11.5583 };
  const each = Buffer.byteLength(JSON.stringify(item)) + 1;
  return { items: Array.from({ length: Math.max(1, Math.round((bytes - 12) / each)) }, () => item) };
}

const known = new Map<number, unknown>();
const fixed = route(
  {
    method: "get",
    path: "/fixed",
    summary: "the same JSON each time",
    tag: "bench",
    access: "public",
    query: Type.Object({ bytes: Type.Integer({ minimum: 1, maximum: 1_000_000 }) }),
    responses: { 200: Type.Unknown() },
  },
  async ({ query: { bytes } }) => {
    const body = known.get(bytes) ?? fixedOf(bytes);
    known.set(bytes, body);
    return { status: 200, body };
  },
);

/** The booking service as production composes it, with a fixed answer beside its own to compare with. */
const log = createLogger({ service: "booking", level: "info", destination: { write: () => undefined } });
const shutdown = createShutdown(log);
shutdown.onSignals();
const { port } = await compose(loadBookingConfig(process.env), { log, shutdown, extraRoutes: [fixed] });
process.on("message", () => {
  const { rss } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  process.send?.({ rss, cpuMs: (user + system) / 1000 });
});
process.send?.({ port });
