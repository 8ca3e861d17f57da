import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { seededRandom } from "../support/random.js";
import type { Verdict } from "./checker.js";
import type { FaultCase, Scene, SharedPostgres } from "./fault-case.js";
import { type Moment, writeHistory } from "./history.js";
import { comeToRest, type Rest } from "./quiet.js";
import { readHistory } from "./record.js";
import { type House, startHouse } from "./support/house.js";

export interface RunOptions {
  seed: number;
  postgres: SharedPostgres;
  /** Where the history and the logs of a case are left. */
  folder: string;
  /** When it fires, the house is torn down, and what the case waits for fails. */
  signal: AbortSignal;
}

export interface Outcome {
  /** The line that says how it went. */
  line: string;
  /** What speaks against it, a sentence each; empty where it passed. */
  objections: string[];
  remark?: string;
}

const quietWithinMs = 90_000;

/** Builds a house, lets the fault happen, waits until all is quiet, and holds the record to account. */
export async function runCase(fault: FaultCase, options: RunOptions): Promise<Outcome> {
  const { seed, postgres, folder, signal } = options;
  const moments: Moment[] = [];
  const house = await startHouse(fault.house);
  signal.addEventListener("abort", () => void house.stop());
  try {
    const scene: Scene = {
      house,
      seed,
      random: seededRandom(seed),
      postgres,
      acknowledged: [],
      poison: new Set(),
      unknown: fault.mayDouble === undefined ? 0 : Number.POSITIVE_INFINITY,
      note: (what) => moments.push({ at: Date.now(), what }),
    };
    await fault.drive(scene);
    const read = () => readHistory(house, scene.acknowledged);
    const rest = await comeToRest(read, fault.quietWithinMs ?? quietWithinMs, { poison: scene.poison });
    scene.note("quiet");
    await writeHistory(join(folder, `${fault.name}.jsonl`), rest.history, moments);
    const objections = fault.judge?.(rest.verdict) ?? objectionsTo(rest, scene);
    if (objections.length > 0) await writeLogs(join(folder, `${fault.name}.log`), house);
    const line = describe(fault.name, rest.verdict);
    return fault.remark === undefined
      ? { line, objections }
      : { line, objections, remark: fault.remark(rest.history) };
  } finally {
    await house.stop();
  }
}

/** What the processes have said, for whoever looks for the reason. */
async function writeLogs(file: string, { bookings, notifications, email }: House): Promise<void> {
  const lines = [...bookings, ...notifications, email].flatMap((each) =>
    each.logLines().map((line) => `${each.name} ${line}`),
  );
  await writeFile(file, lines.map((line) => `${line}\n`).join(""));
}

function objectionsTo({ verdict, unsettled }: Rest, { unknown }: Scene): string[] {
  const { duplicated } = verdict;
  return [
    ...(verdict.events === 0 ? ["there were no events: nothing was tried"] : []),
    ...verdict.findings,
    ...(unsettled > 0 ? [`it did not come to rest: ${unsettled} mails are neither sent nor given up`] : []),
    ...(duplicated > unknown
      ? [`${duplicated} copies of mails, and of ${unknown} the outcome was unknown`]
      : []),
  ];
}

function describe(name: string, { events, lost, duplicated, reordered, worstDelayMs }: Verdict): string {
  return `faults ${name}: events=${events} lost=${lost} duplicated=${duplicated} reordered=${reordered} worst_delay_ms=${worstDelayMs}`;
}
