import { loadConfig } from "@railbooker/runtime/config";
import { coerceError } from "@railbooker/runtime/errors";
import { createLogger } from "@railbooker/runtime/logger";
import { startTracing } from "@railbooker/runtime/tracing";
import { compose } from "./compose.js";
import { NotificationConfig } from "./config.js";

try {
  const config = loadConfig(NotificationConfig, process.env);
  const log = createLogger({ service: "notification", level: config.LOG_LEVEL });
  const service = compose(config, { log, stopTracing: await startTracing("notification", process.env) });
  service.onSignals();
  await service.start();
  log.info({ port: service.port() }, "notification is ready");
} catch (error) {
  process.stderr.write(`notification cannot start: ${coerceError(error).message}\n`);
  process.exit(1);
}
