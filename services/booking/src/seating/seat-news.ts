import type { ReleasedSeat } from "./claim-store.js";
import type { Hold, HoldStatus } from "./hold.js";

export interface SeatChange {
  id: string;
  state: "free" | "held" | "taken";
  /** Positions of the calls between which it holds. */
  from: number;
  to: number;
}

/** Tells browsers that watch; a hint only, sent after the commit and never waited for. */
export interface SeatNews {
  seatsChanged(runId: string, changed: SeatChange[]): void;
  holdChanged(userId: string, hold: { id: string; expiresAt: string; status: HoldStatus }): void;
}

/** Says of released seats that they are free, run by run. */
export function announceReleased(news: SeatNews, released: readonly ReleasedSeat[]): void {
  const byRun = new Map<string, SeatChange[]>();
  for (const seat of released) {
    const change: SeatChange = {
      id: seat.seatId,
      state: "free",
      from: seat.fromPosition,
      to: seat.toPosition,
    };
    byRun.set(seat.runId, [...(byRun.get(seat.runId) ?? []), change]);
  }
  for (const [runId, changed] of byRun) news.seatsChanged(runId, changed);
}

/** Says of a hold's seats that they are kept, or sold. */
export function announceHeld(news: SeatNews, hold: Hold, state: "held" | "taken" = "held"): void {
  for (const { runId, fromPosition, toPosition, seats, split } of hold.legs) {
    const change = split?.position ?? toPosition;
    news.seatsChanged(runId, [
      ...seats.map(({ id }) => ({ id, state, from: fromPosition, to: change })),
      ...(split?.next ?? []).map(({ id }) => ({ id, state, from: change, to: toPosition })),
    ]);
  }
}
