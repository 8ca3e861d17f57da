/** Asks the service in this container whether it is ready; ends with 0 where it is, else with 1 and its answer. */
import process from "node:process";

const url = process.env.HEALTH_URL ?? `http://127.0.0.1:${process.env.OPS_PORT}/readyz`;
try {
  const response = await fetch(url, { signal: AbortSignal.timeout(4000) });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
} catch (error) {
  process.stderr.write(`${url}: ${error.cause?.message ?? error.message}\n`);
  process.exit(1);
}
