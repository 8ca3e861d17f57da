import type { TrainName } from "@railbooker/events/booking-shape";

/** What has been reported of a run on its day. */
export interface RunState {
  status: "scheduled" | "cancelled";
  delayMinutes: number;
  platforms: readonly ReportedPlatform[];
}

/** Where a run calls by the latest report, also where that is the platform of the timetable again. */
export interface ReportedPlatform {
  position: number;
  /** Id of the call's location: under a newer timetable the position alone may mean another one. */
  location: string;
  platform: string;
}

/** A train on one service date: what is sold. */
export interface Run {
  /** `<trainId>.<YYYY-MM-DD>` */
  runId: string;
  train: TrainName;
  /** The letters before the number, such as "ICE"; empty where the feed has none. */
  category: string;
  /** GTFS route_type, extended types included: 101 high speed, 102 long distance, 105 sleeper, 106 regional, 2 rail. */
  routeType: number;
  /** YYYY-MM-DD in the agency's zone; calls after midnight belong to the date on which the train set out. */
  serviceDate: string;
  status: RunState["status"];
  delayMinutes: number;
  /** In order of position. */
  calls: RunCall[];
}

export interface RunCall {
  /** 0-based and without gaps; the segment from position p runs to p + 1. */
  position: number;
  location: { id: string; name: string; timeZone: string };
  /** As scheduled, without the delay. */
  arrival: Date;
  departure: Date;
  /** Where it calls today. */
  platform?: string;
  /** By the timetable, where today it is another one. */
  plannedPlatform?: string | undefined;
  pickup: boolean;
  dropOff: boolean;
  /** Track kilometres from the first call. */
  distanceKm: number;
}

export interface Leg {
  from: RunCall;
  to: RunCall;
}

export interface Ride extends Leg {
  run: Run;
}

/** As the train runs now. */
export const liveArrival = ({ run, to }: Ride): Date => late(run.delayMinutes, to.arrival);
export const liveDeparture = ({ run, from }: Ride): Date => late(run.delayMinutes, from.departure);
const late = (minutes: number, scheduled: Date) => new Date(scheduled.getTime() + minutes * 60_000);

/**
 * The ride from one location to another: where passengers may board and alight, and, should the train call twice at a
 * location, the shortest such ride. Undefined where there is none. The search's SQL picks by the same rule.
 */
export function findLeg(run: Run, fromLocationId: string, toLocationId: string): Leg | undefined {
  for (const to of run.calls) {
    if (to.location.id !== toLocationId || !to.dropOff) continue;
    const from = run.calls.findLast(
      (call) => call.position < to.position && call.location.id === fromLocationId && call.pickup,
    );
    if (from !== undefined) return { from, to };
  }
  return undefined;
}

export interface RunName {
  trainId: string;
  serviceDate: string;
}

export const runIdOf = ({ trainId, serviceDate }: RunName): string => `${trainId}.${serviceDate}`;

/** Undefined where the text cannot be a run id (train ids hold no dots). */
export function parseRunId(runId: string): RunName | undefined {
  const match = /^([A-Za-z0-9_-]{1,80})\.(\d{4}-\d{2}-\d{2})$/.exec(runId);
  const [, trainId, serviceDate] = match ?? [];
  if (trainId === undefined || serviceDate === undefined) return undefined;
  const time = Date.parse(`${serviceDate}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== serviceDate) return undefined;
  return { trainId, serviceDate };
}
