import { main } from "./programs.js";

/** What the tools image runs: docker compose run --rm tools PROGRAM … */
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
