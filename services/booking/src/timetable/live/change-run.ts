import type { EventData } from "@railbooker/events/catalogue";
import type { AffectedTraveller } from "@railbooker/events/train-events";
import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import type { Outbox } from "../../outbox/outbox.js";
import type { Run } from "../run.js";
import { noSuchRun } from "../run-errors.js";
import { findRun } from "../run-store.js";
import { type LiveState, lockLiveState, storeLiveState } from "./live-store.js";
import type { TrainNews } from "./train-news.js";

/** A report on a run, for the log of what operators did. */
export interface RunReport {
  operatorId: string;
  action: "delay-reported" | "train-cancelled";
  subject: string;
  detail: Record<string, string | number>;
}

export interface ChangeRunDeps {
  sql: Sql;
  inTransaction: InTransaction;
  outbox: Outbox;
  clock: Clock;
  news: TrainNews;
  /** Everybody with valid tickets for a run whose ride ends after `after`; bookings know. */
  travellersOf: (sql: Sql, runId: string, after: Date) => Promise<AffectedTraveller[]>;
  /** Keeps who reported what, in the transaction of the report. */
  record: (sql: Sql, report: RunReport, at: Date) => Promise<void>;
}

/** A run as it is after a report. */
export interface LiveRun extends Pick<LiveState, "status" | "delayMinutes" | "reason"> {
  runId: string;
  /** Travellers that are told of this report; 0 where it said nothing new. */
  told: number;
}

type EventOf<N extends "TrainDelayed" | "TrainCancelled"> = { name: N; data: EventData<N> };
type RunEvent = EventOf<"TrainDelayed"> | EventOf<"TrainCancelled">;

/** What a report makes of a run; undefined where it says nothing new. */
export type Decide = (
  run: Run,
  before: LiveState,
) => { after: Omit<LiveState, "version">; event: RunEvent } | undefined;

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
      const travellers = await deps.travellersOf(sql, runId, new Date(now.getTime() - lastDelayMs));
      const version = await appendEvents(deps.outbox, sql, runId, before.version, decision.event, travellers);
      const after = { ...decision.after, version };
      await storeLiveState(sql, runId, after, now);
      const told = travellers.length;
      await deps.record(sql, reportOf(operatorId, decision, told), now);
      return { state: after, told, changed: true };
    });
    if (changed) {
      deps.outbox.wake();
      deps.news.trainChanged(run, { status: state.status, delayMinutes: state.delayMinutes });
    }
    const { status, delayMinutes, reason } = state;
    return { runId, status, delayMinutes, reason, told };
  };
}

function reportOf(operatorId: string, { event }: { event: RunEvent }, told: number): RunReport {
  const { runId, train, reason } = event.data;
  const common = { operatorId, subject: runId };
  if (event.name === "TrainCancelled")
    return { ...common, action: "train-cancelled", detail: { train: train.name, reason, told } };
  const { delayMinutes } = event.data;
  return {
    ...common,
    action: "delay-reported",
    detail: { train: train.name, minutes: delayMinutes, reason, told },
  };
}

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
