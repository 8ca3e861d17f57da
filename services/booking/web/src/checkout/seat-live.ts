import type { Coach, JourneyLeg, SeatState } from "../api/types.js";
import { onConnection, trainSocket } from "../shell/live.js";
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
const answerMs = 5_000;

/** Follows the seats of every leg: as they are pushed, and where no socket gets through by asking now and then. */
export async function watchSeats(watch: SeatWatch): Promise<void> {
  const reloadAll = (): void => {
    for (const leg of watch.legs.keys()) watch.reload(leg);
  };
  const socket = await trainSocket().catch(() => undefined);
  setInterval(() => {
    if (document.visibilityState === "visible" && socket?.connected !== true) reloadAll();
  }, pollMs);
  if (socket === undefined) return;
  onConnection(socket, () => {
    const asked = watch.legs.map(({ runId }) => socket.timeout(answerMs).emitWithAck("watch", { runId }));
    // Also at the first connection: seats went to others between the plan on the screen and the watch.
    void Promise.allSettled(asked).then(reloadAll);
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
