import type { Coach, SeatState } from "../api/types.js";
import { liveSocket, onConnection } from "../shell/live.js";
import { t } from "../texts/texts.js";

interface SeatChange {
  id: string;
  state: SeatState;
  /** Positions of the calls between which it holds. */
  from: number;
  to: number;
}

export interface SeatWatch {
  runId: string;
  fromPosition: number;
  toPosition: number;
  /** Seats that are no longer free on this stretch. */
  lost: (seats: ReadonlyMap<string, SeatState>) => void;
  /** What is free can only be told by asking again: the seat may be taken on another part of the stretch. */
  reload: () => void;
}

const pollMs = 30_000;

/** Follows the seats of a run: pushed to those who are signed in, asked for now and then by everyone else. */
export async function watchSeats(watch: SeatWatch): Promise<void> {
  const socket = await liveSocket();
  if (socket === undefined) {
    setInterval(() => {
      if (document.visibilityState === "visible") watch.reload();
    }, pollMs);
    return;
  }
  let first = true;
  onConnection(socket, () => {
    socket.emit("watch", { runId: watch.runId });
    if (!first) watch.reload();
    first = false;
  });
  socket.on("seats", (news: { runId: string; changed: SeatChange[] }) => {
    if (news.runId !== watch.runId) return;
    const ours = news.changed.filter(
      (change) => change.from < watch.toPosition && change.to > watch.fromPosition,
    );
    const lost = ours.filter((change) => change.state !== "free");
    if (lost.length > 0) watch.lost(new Map(lost.map((change) => [change.id, change.state])));
    if (lost.length < ours.length) watch.reload();
  });
}

export function withStates(coaches: readonly Coach[], states: ReadonlyMap<string, SeatState>): Coach[] {
  return coaches.map((coach) =>
    coach.seats.some((seat) => states.has(seat.id))
      ? {
          ...coach,
          seats: coach.seats.map((seat) => ({ ...seat, state: states.get(seat.id) ?? seat.state })),
        }
      : coach,
  );
}

/** Which of the chosen seats are no longer free, with their names in words. */
export function lostSeats(
  coaches: readonly Coach[],
  chosen: readonly string[],
): { ids: Set<string>; names: string } {
  const seats = coaches.flatMap((coach) => coach.seats.map((seat) => ({ coach: coach.number, ...seat })));
  const lost = seats.filter((seat) => chosen.includes(seat.id) && seat.state !== "free");
  const names = lost.map((seat) => t.checkout.coachSeat(seat.coach, seat.number)).join("; ");
  return { ids: new Set(lost.map((seat) => seat.id)), names };
}
