import type { EventData } from "@railbooker/events/catalogue";
import type { AffectedTraveller } from "@railbooker/events/train-events";
import type { Sql } from "@railbooker/runtime/database";
import type { Outbox } from "../outbox/outbox.js";
import type { RunChange } from "../timetable/import/sold-runs.js";
import { lockLiveState, storeLiveState } from "../timetable/live/live-store.js";
import { rideEnds } from "../timetable/ride-ends.js";
import { findLeg, type Leg, type Run } from "../timetable/run.js";
import { travellersOf } from "./traveller-store.js";

type Booked = AffectedTraveller["bookings"][number];
type Changed = EventData<"TrainChanged">["travellers"][number];
type RunEvent =
  | { name: "TrainCancelled"; data: EventData<"TrainCancelled"> }
  | { name: "TrainChanged"; data: EventData<"TrainChanged"> };

/** An event names so many travellers at most. */
const travellersPerEvent = 50;
const gone = "It is not in the new timetable.";
const notThere = "In the new timetable it does not go between these stations.";

export interface ToldChange extends RunChange {
  /** References of bookings that have another seat on a part of the way now. */
  reseated: ReadonlySet<string>;
}

/** Tells whoever has yet to ride on the run what has become of their ride; nobody whose own times and seats are the same. */
export async function tellOfChange(sql: Sql, outbox: Outbox, change: ToldChange, now: Date): Promise<void> {
  const { runId, after } = change;
  const travellers = await travellersOf(sql, runId, now);
  const run = after ?? change.before;
  if (travellers.length === 0 || run === undefined) return;
  const without: AffectedTraveller[] = [];
  const changed: Changed[] = [];
  for (const { bookings, ...traveller } of travellers) {
    const lost = bookings.filter((booked) => legOf(after, booked) === undefined);
    const moved = bookings.flatMap((booked) => movedRide(booked, change) ?? []);
    if (lost.length > 0) without.push({ ...traveller, bookings: lost });
    if (moved.length > 0) changed.push({ ...traveller, bookings: moved });
  }
  const { train } = run;
  const reason = after === undefined ? gone : notThere;
  const events: RunEvent[] = [
    ...inParts(without).map((part) => ({
      name: "TrainCancelled" as const,
      data: { runId, train, reason, travellers: part },
    })),
    ...inParts(changed).map((part) => ({
      name: "TrainChanged" as const,
      data: { runId, train, travellers: part },
    })),
  ];
  await append(sql, outbox, runId, events, now);
}

/** Versions go on from those of the run's other events. */
async function append(
  sql: Sql,
  outbox: Outbox,
  runId: string,
  events: readonly RunEvent[],
  now: Date,
): Promise<void> {
  if (events.length === 0) return;
  const state = await lockLiveState(sql, runId);
  const numbered = events.map((event, index) => ({
    ...event,
    aggregateId: runId,
    aggregateVersion: state.version + index + 1,
  }));
  await outbox.append(sql, ...numbered);
  await storeLiveState(sql, runId, { ...state, version: state.version + events.length }, now);
}

const legOf = (run: Run | undefined, { from, to }: Booked): Leg | undefined =>
  run === undefined ? undefined : findLeg(run, from.id, to.id);

function movedRide(
  booked: Booked,
  { before, after, reseated }: ToldChange,
): Changed["bookings"][number] | undefined {
  const [then, now] = [legOf(before, booked), legOf(after, booked)];
  if (now === undefined) return undefined;
  const same =
    then?.from.departure.getTime() === now.from.departure.getTime() &&
    then.to.arrival.getTime() === now.to.arrival.getTime();
  if (same && !reseated.has(booked.reference)) return undefined;
  const ends = rideEnds(now);
  return {
    ...booked,
    now: { departure: ends.from.departure, arrival: ends.to.arrival },
  };
}

function inParts<T>(list: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start < list.length; start += travellersPerEvent)
    parts.push(list.slice(start, start + travellersPerEvent));
  return parts;
}
