import { fileURLToPath } from "node:url";
import { coerceError } from "@railbooker/runtime/errors";
import { createLogger } from "@railbooker/runtime/logger";
import { createShutdown } from "@railbooker/runtime/shutdown";
import { startTracing } from "@railbooker/runtime/tracing";
import { compose } from "./compose.js";
import { loadBookingConfig } from "./config.js";

const stopWithinSeconds = 10;

try {
  const config = loadBookingConfig(process.env);
  const log = createLogger({ service: "booking", level: config.LOG_LEVEL });
  const shutdown = createShutdown(log, (stopWithinSeconds + config.DRAIN_GRACE_SECONDS) * 1000);
  shutdown.add("tracing", await startTracing("booking", process.env));
  shutdown.onSignals();
  const webRoot = fileURLToPath(new URL("../web/dist", import.meta.url));
  const { port } = await compose(config, { log, shutdown, webRoot });
  log.info({ port }, "booking is ready");
} catch (error) {
  process.stderr.write(`booking cannot start: ${coerceError(error).message}\n`);
  process.exit(1);
}
