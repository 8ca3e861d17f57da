import type { Sql } from "@railbooker/runtime/database";
import type { RunOnSale } from "./resolve-leg.js";
import type { OpenRun } from "./seat-choice.js";
import type { TakenRuns } from "./take-seats.js";

/** What depends on no seat, as of one moment. */
export interface Standing {
  /** Another one since calls or coaches of any run have changed. */
  epoch: string;
  /** By run, which report of its delay or cancellation is the last. */
  statuses: ReadonlyMap<string, number>;
}

/** A run as this process left it, or will have once what it writes just now is committed. */
export interface KnownRun extends RunOnSale, OpenRun {
  stamp: string;
  epoch: string;
  status: number;
  /** Settles when what was chosen before has been written, whether well or not. Never rejects. */
  written: Promise<unknown>;
}

/** Hot runs, remembered from one batch to the next. Whether it is still so, the statement that writes finds out. */
export interface KnownRuns {
  /** All of these runs, in the order of their ids; undefined where one is not known, or is being looked at. */
  recall(runIds: Iterable<string>): Map<string, KnownRun> | undefined;
  /** To be called when they were as remembered. */
  confirm(runIds: Iterable<string>): void;
  /** To be called when they were not. */
  forget(runIds: Iterable<string>): void;
  /**
   * Looks at runs under their lock and takes of them; those who know them have written before, and others wait to know them.
   * @returns undefined where somebody else has looked meanwhile: then they may be known by now.
   */
  look<T>(runIds: readonly string[], work: () => Promise<Look<T>>): Promise<T | undefined>;
}

export interface Look<T> {
  result: T;
  /** To be remembered; left out after a failure. */
  seen?: TakenRuns & { standing: Standing };
}

const mostRemembered = 500;
/** Processes that take turns on a run would choose in vain every time; then each looks before it takes, for a while. */
const missesInARow = 2;
const contendedMs = 250;

/** Reports of a run that has none. */
const none = -1;

export function createKnownRuns(nowMs: () => number = () => performance.now()): KnownRuns {
  const known = new Map<string, KnownRun>();
  const missed = new Map<string, { times: number; at: number }>();
  const looks = new Map<string, Promise<unknown>>();

  const isContended = (runId: string) => {
    const { times = 0, at = 0 } = missed.get(runId) ?? {};
    return times >= missesInARow && nowMs() < at + contendedMs;
  };

  function remember({ onSale, locked, standing }: NonNullable<Look<unknown>["seen"]>): void {
    if (known.size > mostRemembered) known.clear();
    for (const [runId, { table, masks, stamp }] of locked) {
      const run = onSale.get(runId)?.run;
      if (run === undefined || isContended(runId)) continue;
      const status = standing.statuses.get(runId) ?? none;
      const written = Promise.resolve();
      known.set(runId, { run, runId, table, masks, stamp, epoch: standing.epoch, status, written });
    }
  }

  return {
    recall: (runIds) => {
      const runs = new Map<string, KnownRun>();
      for (const runId of [...runIds].sort()) {
        const run = looks.has(runId) ? undefined : known.get(runId);
        if (run === undefined) return undefined;
        runs.set(runId, run);
      }
      return runs;
    },
    confirm: (runIds) => {
      for (const runId of runIds) missed.delete(runId);
    },
    forget: (runIds) => {
      if (missed.size > mostRemembered) missed.clear();
      for (const runId of runIds) {
        known.delete(runId);
        missed.set(runId, { times: (missed.get(runId)?.times ?? 0) + 1, at: nowMs() });
      }
    },
    look: async (runIds, work) => {
      const others = runIds.flatMap((runId) => looks.get(runId) ?? []);
      if (others.length > 0) {
        await Promise.allSettled(others);
        return undefined;
      }
      const looking = Promise.all(runIds.map((runId) => known.get(runId)?.written)).then(work);
      for (const runId of runIds) looks.set(runId, looking);
      try {
        const { result, seen } = await looking;
        for (const runId of runIds) known.delete(runId);
        if (seen !== undefined) remember(seen);
        return result;
      } finally {
        for (const runId of runIds) looks.delete(runId);
      }
    },
  };
}

/** To be asked before the runs are read, so that a change in between is noticed by those who write. */
export async function standingOf(sql: Sql, runIds: readonly string[]): Promise<Standing> {
  const rows = await sql.rows<{ epoch: string; runId: string | null; status: number | null }>(
    `SELECT e.version AS epoch, s.run_id AS "runId", s.version AS status
       FROM inventory_epoch e LEFT JOIN run_status s ON s.run_id = ANY($1)`,
    [runIds],
  );
  const statuses = rows.flatMap(({ runId, status }) =>
    runId === null ? [] : [[runId, status ?? none] as const],
  );
  return { epoch: rows[0]?.epoch ?? "", statuses: new Map(statuses) };
}
