import { parseArgs } from "node:util";
import { within } from "@railbooker/scripts/servers/wait";
import { allCases as cases } from "./cases/all.js";
import type { FaultCase, SharedPostgres } from "./fault-case.js";
import { type Outcome, runCase } from "./run-case.js";

export interface SuiteOptions {
  args: string[];
  postgres: SharedPostgres;
  /** Where histories are left. */
  folder: string;
  say: (line: string) => void;
}

export interface Totals {
  passed: number;
  failed: number;
}

/** Most of a case is waiting: two at a time fill the gaps of one another. */
const atOnce = 2;
const longestCaseMs = 900_000;
const longestSuiteMs = 25 * 60_000;
const tearDownMs = 30_000;

/** Runs the cases named, or all of them. @returns how many passed. */
export default async function runSuite({ args, postgres, folder, say }: SuiteOptions): Promise<Totals> {
  const { chosen, seed } = choose(args);
  const totals: Totals = { passed: 0, failed: 0 };
  const end = Date.now() + longestSuiteMs;
  const run = async (fault: FaultCase) => {
    const withinMs = Math.min(longestCaseMs, end - Date.now());
    const { line, objections, remark } = await endsWithin(fault.name, withinMs, (signal) =>
      runCase(fault, { seed, postgres, folder, signal }),
    );
    say(line);
    if (remark !== undefined) say(`  ${remark}`);
    for (const objection of objections.slice(0, 10)) say(`  ${objection}`);
    if (objections.length > 10) say(`  and ${objections.length - 10} more`);
    totals[objections.length === 0 ? "passed" : "failed"] += 1;
  };
  const waiting = chosen.filter(({ alone }) => alone !== true);
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await run(next);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  for (const fault of chosen.filter(({ alone }) => alone === true)) await run(fault);
  return totals;
}

function choose(args: string[]): { chosen: FaultCase[]; seed: number } {
  const options = { seed: { type: "string", default: "20261122" } } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const names = cases.map(({ name }) => name);
  const unknown = positionals.filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new Error(`There is no fault called ${unknown.join(", ")}. There are: ${names.join(", ")}.`);
  const seed = Number(values.seed);
  if (!Number.isSafeInteger(seed)) throw new Error(`--seed takes a whole number, and was ${values.seed}.`);
  return {
    chosen: cases.filter(({ name }) => positionals.length === 0 || positionals.includes(name)),
    seed,
  };
}

/** A case that throws or hangs has failed; its line says so. */
async function endsWithin(
  name: string,
  ms: number,
  work: (signal: AbortSignal) => Promise<Outcome>,
): Promise<Outcome> {
  const failed = (reason: string): Outcome => ({
    line: `faults ${name}: could not be tried to its end`,
    objections: [reason],
  });
  if (ms <= 0) return failed(`the suite's ${longestSuiteMs / 60_000} minutes were over before its turn`);
  const abort = new AbortController();
  const running = work(abort.signal).catch((error: unknown) =>
    failed(error instanceof Error ? error.message : String(error)),
  );
  const inTime = await within(running, ms);
  if (inTime !== undefined) return inTime;
  abort.abort();
  await within(running, tearDownMs);
  return failed(`it was not done after ${Math.round(ms / 1000)} s`);
}
