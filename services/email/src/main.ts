import { compose } from "./compose.js";
import { readConfig } from "./config.js";

try {
  const service = compose(readConfig(process.env));
  service.onSignals();
  await service.start();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
