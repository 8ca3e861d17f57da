import { loadConfig } from "@railbooker/runtime/config";
import { coerceError } from "@railbooker/runtime/errors";
import { createLogger } from "@railbooker/runtime/logger";
import { createShutdown } from "@railbooker/runtime/shutdown";
import { compose } from "./compose.js";
import { BookingConfig } from "./config.js";

try {
  const config = loadConfig(BookingConfig, process.env);
  const log = createLogger({ service: "booking", level: config.LOG_LEVEL });
  const shutdown = createShutdown(log);
  shutdown.onSignals();
  const { port } = await compose(config, { log, shutdown });
  log.info({ port }, "booking is ready");
} catch (error) {
  process.stderr.write(`booking cannot start: ${coerceError(error).message}\n`);
  process.exit(1);
}
