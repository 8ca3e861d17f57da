import type { Platforms, TrainName } from "../api/types.js";
import { atPlatform, type TrainNews } from "../search/train-watch.js";

export interface Departure extends Platforms {
  runId: string;
  train: TrainName;
  to: { id: string; name: string };
  /** As planned. */
  departure: string;
  delayMinutes: number;
  /** Of the call among all calls of the run. */
  position: number;
  status: string;
}

/** When it leaves as it runs now, on the clock of the station. */
export function expected({ departure, delayMinutes }: Departure): string {
  const local = new Date(`${departure.slice(0, 19)}Z`).getTime() + delayMinutes * 60_000;
  return new Date(local).toISOString().slice(11, 16);
}

/** Those that have not left, a minute of grace included. */
export function waiting(items: readonly Departure[], now: number): Departure[] {
  return items.filter(
    ({ departure, delayMinutes }) => Date.parse(departure) + (delayMinutes + 1) * 60_000 > now,
  );
}

export function withNews(items: readonly Departure[], news: TrainNews): Departure[] {
  const { runId, status, delayMinutes, platforms } = news;
  return items.map((item) =>
    item.runId === runId ? atPlatform({ ...item, status, delayMinutes }, item.position, platforms) : item,
  );
}
