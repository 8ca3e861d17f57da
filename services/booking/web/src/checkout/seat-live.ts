import type { Coach, JourneyLeg, SeatState } from "../api/types.js";
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
  legs: readonly JourneyLeg[];
  /** Seats that are no longer free on a leg, which is named by its index. */
  lost: (leg: number, seats: ReadonlyMap<string, SeatState>) => void;
  /** What is free can only be told by asking again: the seat may be taken on another part of the leg. */
  reload: (leg: number) => void;
}

const pollMs = 30_000;

/** Follows the seats of every leg: pushed to those who are signed in, asked for now and then by everyone else. */
export async function watchSeats(watch: SeatWatch): Promise<void> {
  const reloadAll = (): void => {
    for (const leg of watch.legs.keys()) watch.reload(leg);
  };
  const socket = await liveSocket();
  if (socket === undefined) {
    setInterval(() => {
      if (document.visibilityState === "visible") reloadAll();
    }, pollMs);
    return;
  }
  let first = true;
  onConnection(socket, () => {
    for (const { runId } of watch.legs) socket.emit("watch", { runId });
    if (!first) reloadAll();
    first = false;
  });
  socket.on("seats", (news: { runId: string; changed: SeatChange[] }) => {
    for (const [index, leg] of watch.legs.entries())
      if (leg.runId === news.runId) tell(watch, index, leg, news.changed);
  });
}

function tell(watch: SeatWatch, index: number, leg: JourneyLeg, changed: readonly SeatChange[]): void {
  const end = leg.fromPosition + leg.calls.length - 1;
  const ours = changed.filter((change) => change.from < end && change.to > leg.fromPosition);
  const lost = ours.filter((change) => change.state !== "free");
  if (lost.length > 0) watch.lost(index, new Map(lost.map((change) => [change.id, change.state])));
  if (lost.length < ours.length) watch.reload(index);
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

/** Which of the chosen seats are no longer free. */
export function lostSeats(
  coaches: readonly Coach[],
  chosen: readonly string[],
): { id: string; name: string }[] {
  const seats = coaches.flatMap((coach) => coach.seats.map((seat) => ({ coach: coach.number, ...seat })));
  return seats
    .filter((seat) => chosen.includes(seat.id) && seat.state !== "free")
    .map((seat) => ({ id: seat.id, name: t.checkout.coachSeat(seat.coach, seat.number) }));
}
