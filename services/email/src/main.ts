import { startTracing } from "@railbooker/runtime/tracing";
import { compose } from "./compose.js";
import { readConfig } from "./config.js";

try {
  const config = readConfig(process.env);
  const service = compose(config, await startTracing("email", process.env));
  service.onSignals();
  await service.start();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
