import { isDeepStrictEqual } from "node:util";
import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import { coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import { parseRunId, type RunState } from "../run.js";
import { addDays } from "../service-day.js";
import { liveTimetables } from "../timetable-store.js";
import { type LiveRunRow, liveRunsSince, liveRunsVersion } from "./live-run-store.js";
import type { LiveRun } from "./network.js";
import { dayNumber } from "./network-builder.js";
import { type LoadedNetwork, loadNetwork } from "./network-store.js";
import type { PlannerPool } from "./planner-pool.js";

export interface LiveNetworkDeps {
  sql: Sql;
  inTransaction: InTransaction;
  clock: Clock;
  log: Logger;
  /** Threads, or the same without threads. */
  createPool: (loaded: LoadedNetwork) => PlannerPool;
}

/** The network that searches use now. */
export interface Current {
  loaded: LoadedNetwork;
  pool: PlannerPool;
  /** The same object as long as nothing changes. */
  liveOf(runId: string): RunState;
}

export interface LiveNetwork {
  current(): Promise<Current>;
  /** Of the timetable that is loaded; the first one's, where there are several. */
  timeZone(): string | undefined;
  /** Looks for a new timetable and for news of runs, and takes them in. */
  refresh(): Promise<void>;
  runChanged(runId: string, live: RunState): void;
  close(): Promise<void>;
}

const SECONDS_PER_DAY = 86_400;
const onTime: RunState = { status: "scheduled", delayMinutes: 0, platforms: [] };

/** Holds the network in memory, and keeps it as the database has it. */
export function createLiveNetwork(deps: LiveNetworkDeps): LiveNetwork {
  const { sql, inTransaction, clock, log, createPool } = deps;
  const live = new Map<string, RunState>();
  const liveOf = (runId: string) => live.get(runId) ?? onTime;
  let current: Current | undefined;
  let liveVersion = "";
  let refreshing: Promise<void> | undefined;

  /** Takes in what differs; a run that is no longer listed stays, for nothing takes a report back by deleting it. */
  function take(rows: readonly LiveRunRow[]): void {
    const moved = rows.filter(({ runId, status, delayMinutes }) => {
      const known = liveOf(runId);
      return known.status !== status || known.delayMinutes !== delayMinutes;
    });
    for (const { runId, ...state } of rows) {
      if (!isDeepStrictEqual(state, liveOf(runId))) live.set(runId, state);
    }
    if (current === undefined) return;
    const { loaded, pool } = current;
    // At which platform a train stands moves no journey.
    pool.update(moved.flatMap((row) => indexed(loaded, row) ?? []));
  }

  async function refreshTimetable(): Promise<void> {
    const timetables = (await liveTimetables(sql)).map(({ id }) => id).join();
    if (current !== undefined && timetables === current.loaded.timetables.map(({ id }) => id).join()) return;
    const loaded = await loadNetwork(inTransaction);
    const pool = createPool(loaded);
    pool.update([...live].flatMap(([runId, state]) => indexed(loaded, { runId, ...state }) ?? []));
    const former = current;
    current = { loaded, pool, liveOf };
    const { trainCount, callCount } = loaded.network;
    log.info({ trains: trainCount, calls: callCount }, "the timetable is loaded");
    // What was asked before is still answered.
    await former?.pool.close();
  }

  async function refreshRuns(): Promise<void> {
    if (current === undefined) return;
    const longest = Math.max(0, ...current.loaded.timetables.map(({ maxSeconds }) => maxSeconds));
    const today = clock().toISOString().slice(0, 10);
    const since = addDays(today, -Math.ceil(longest / SECONDS_PER_DAY) - 1);
    const version = `${since} ${await liveRunsVersion(sql, since)}`;
    if (version === liveVersion) return;
    take(await liveRunsSince(sql, since));
    liveVersion = version;
  }

  function refresh(): Promise<void> {
    refreshing ??= refreshTimetable()
      .then(refreshRuns)
      .finally(() => {
        refreshing = undefined;
      });
    return refreshing;
  }

  return {
    refresh,
    current: async () => {
      // A process that started before the first import must not wait for its next look.
      if (current === undefined || current.loaded.timetables.length === 0) await refresh();
      if (current === undefined) throw new Error("the timetable could not be loaded");
      return current;
    },
    timeZone: () => current?.loaded.timetables[0]?.timeZone,
    runChanged: (runId, state) => take([{ runId, ...state }]),
    close: async () => {
      await refreshing?.catch((error: unknown) =>
        log.warn({ reason: coerceError(error).message }, "the last look for a timetable failed"),
      );
      await current?.pool.close();
    },
  };
}

/** A row by the indexes of a network; undefined where that has no such run. */
function indexed(
  { network, trainIndex }: LoadedNetwork,
  { runId, status, delayMinutes }: LiveRunRow,
): LiveRun | undefined {
  const name = parseRunId(runId);
  const train = name === undefined ? undefined : trainIndex.get(name.trainId);
  if (name === undefined || train === undefined) return undefined;
  const day = dayNumber(name.serviceDate) - network.firstDay;
  if (day < 0 || day >= network.dayCount) return undefined;
  return { train, day, delaySeconds: delayMinutes * 60, cancelled: status === "cancelled" };
}
