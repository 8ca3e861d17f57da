import type { EventData } from "@railbooker/events/catalogue";
import type { AffectedTraveller } from "@railbooker/events/train-events";
import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import type { Outbox } from "../../outbox/outbox.js";
import type { Run, RunState } from "../run.js";
import { noSuchRun } from "../run-errors.js";
import { findRun } from "../run-store.js";
import { type LiveState, lockLiveState, storeLiveState } from "./live-store.js";
import type { TrainNews } from "./train-news.js";

/** A report on a run, for the log of what operators did. */
export interface RunReport {
  operatorId: string;
  action: "delay-reported" | "train-cancelled" | "platform-changed";
  subject: string;
  detail: Record<string, string | number>;
}

/** A location where a run calls. */
export interface RideEnd {
  location: string;
  /** Given where the run calls there more than once. */
  position?: number;
}

/**
 * Everybody with valid tickets for a run whose ride ends after `after`; bookings know. With `at`, only those who have still to
 * board or to alight there.
 */
export type TravellersOf = (
  sql: Sql,
  runId: string,
  after: Date,
  at?: RideEnd,
) => Promise<AffectedTraveller[]>;

export interface ChangeRunDeps {
  sql: Sql;
  inTransaction: InTransaction;
  outbox: Outbox;
  clock: Clock;
  news: TrainNews;
  travellersOf: TravellersOf;
  /** Keeps who reported what, in the transaction of the report. */
  record: (sql: Sql, report: RunReport, at: Date) => Promise<void>;
}

/** A run as it is after a report. */
export interface LiveRun extends Pick<LiveState, "status" | "delayMinutes" | "reason"> {
  runId: string;
  /** Travellers that are told of this report; 0 where it said nothing new. */
  told: number;
}

type EventOf<N extends "TrainDelayed" | "TrainCancelled" | "PlatformChanged"> = {
  name: N;
  data: EventData<N>;
};
type RunEvent = EventOf<"TrainDelayed"> | EventOf<"TrainCancelled"> | EventOf<"PlatformChanged">;

export interface Decision {
  after: Omit<LiveState, "version">;
  event: RunEvent;
  report: Pick<RunReport, "action" | "detail">;
  /** Where it concerns those only who board or alight. */
  at?: RideEnd;
}

/** What a report makes of a run; undefined where it says nothing new. */
export type Decide = (run: Run, before: LiveState) => Decision | undefined;

/** An event names so many travellers at most. */
const travellersPerEvent = 50;

/**
 * Changes what is known of a run, and writes its events with it: one at least, more where many travellers are concerned.
 * Browsers are told after the commit. @throws AppError 404 `no-such-run`.
 */
export function changeRun(
  deps: ChangeRunDeps,
): (runId: string, operatorId: string, decide: Decide) => Promise<LiveRun> {
  return async (runId, operatorId, decide) => {
    const run = await findRun(deps.sql, runId);
    if (run === undefined) throw noSuchRun(runId);
    const { state, told, changed } = await deps.inTransaction(async (sql) => {
      const before = await lockLiveState(sql, runId);
      const decision = decide(run, before);
      if (decision === undefined) return { state: before, told: 0, changed: false };
      const now = deps.clock();
      const lastDelayMs = before.delayMinutes * 60_000;
      const travellers = await deps.travellersOf(
        sql,
        runId,
        new Date(now.getTime() - lastDelayMs),
        decision.at,
      );
      const version = await appendEvents(deps.outbox, sql, runId, before.version, decision.event, travellers);
      const after = { ...decision.after, version };
      await storeLiveState(sql, runId, after, now);
      const told = travellers.length;
      const { action, detail } = decision.report;
      const report = { operatorId, action, subject: runId };
      await deps.record(sql, { ...report, detail: { train: run.train.name, ...detail, told } }, now);
      return { state: after, told, changed: true };
    });
    if (changed) {
      deps.outbox.wake();
      deps.news.trainChanged(run, stateOf(state));
    }
    const { status, delayMinutes, reason } = state;
    return { runId, status, delayMinutes, reason, told };
  };
}

const stateOf = ({ status, delayMinutes, platforms }: LiveState): RunState => ({
  status,
  delayMinutes,
  platforms,
});

/** @returns the version of the last event. */
async function appendEvents(
  outbox: Outbox,
  sql: Sql,
  runId: string,
  lastVersion: number,
  { name, data }: RunEvent,
  travellers: readonly AffectedTraveller[],
): Promise<number> {
  const parts = Math.max(1, Math.ceil(travellers.length / travellersPerEvent));
  const events = Array.from({ length: parts }, (_, index) => ({
    name,
    aggregateId: runId,
    aggregateVersion: lastVersion + index + 1,
    data: {
      ...data,
      travellers: travellers.slice(index * travellersPerEvent, (index + 1) * travellersPerEvent),
    },
  }));
  await outbox.append(sql, ...events);
  return lastVersion + parts;
}
