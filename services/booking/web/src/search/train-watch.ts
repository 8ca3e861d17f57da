import type { Journey, JourneyLeg, Platforms, RunOnDay } from "../api/types.js";
import { onConnection, trainSocket } from "../shell/live.js";

/** How a train runs, as the server tells it. */
export interface TrainNews {
  runId: string;
  status: string;
  delayMinutes: number;
  /** Wherever one was reported, by the position of the call. */
  platforms?: ({ position: number; platform: string } & Platforms)[];
}

interface WatchedRides {
  legs: readonly { runId: string }[];
}

/** Follows the trains on the screen; news of others is not asked for. */
export class TrainWatch {
  private readonly watched = new Set<string>();

  /** @param missed is called once the watch stands: what was told before, at the start or while away, has to be asked for. */
  constructor(
    private readonly heard: (news: TrainNews) => void,
    private readonly missed: () => void,
  ) {}

  /** From now on these trains and no others. */
  async follow(journeys: readonly WatchedRides[]): Promise<void> {
    const wanted = new Set(journeys.flatMap((journey) => journey.legs.map((leg) => leg.runId)));
    const opening = this.watched.size === 0;
    if (wanted.size === 0 && opening) return;
    const fresh = [...wanted].filter((runId) => !this.watched.has(runId));
    const gone = [...this.watched].filter((runId) => !wanted.has(runId));
    for (const runId of fresh) this.watched.add(runId);
    for (const runId of gone) this.watched.delete(runId);
    const socket = await trainSocket().catch(() => undefined);
    if (socket === undefined) {
      // Its script could not be loaded; the next search tries again.
      this.watched.clear();
      return;
    }
    if (opening && !socket.hasListeners("train")) {
      socket.on("train", (news: TrainNews) => {
        if (this.watched.has(news.runId)) this.heard(news);
      });
      // Also at the first connection: between the answer on the screen and the watch there was time for news.
      onConnection(socket, () => {
        const watches = [...this.watched].map((runId) =>
          socket.timeout(5_000).emitWithAck("watch", { runId }),
        );
        void Promise.allSettled(watches).then(() => this.missed());
      });
      return;
    }
    // While away nothing is sent: the next connection names all that is watched.
    if (!socket.connected) return;
    for (const runId of gone) socket.emit("unwatch", { runId });
    for (const runId of fresh) socket.emit("watch", { runId });
  }
}

/** The journeys with what is now known of one train. */
export function withTrain(journeys: readonly Journey[], news: TrainNews): Journey[] {
  return journeys.map((journey) =>
    journey.legs.some((leg) => leg.runId === news.runId)
      ? {
          ...journey,
          legs: journey.legs.map((leg) => (leg.runId === news.runId ? legWith(leg, news) : leg)),
        }
      : journey,
  );
}

function legWith(leg: JourneyLeg, { status, delayMinutes, platforms }: TrainNews): JourneyLeg {
  const { fromPosition: first } = leg;
  const calls = leg.calls.map((call, index) => atPlatform(call, first + index, platforms));
  const last = first + calls.length - 1;
  const [from, to] = [atPlatform(leg.from, first, platforms), atPlatform(leg.to, last, platforms)];
  return { ...leg, status, delayMinutes, calls, from, to };
}

/** A run with all its calls as it goes by the news. */
export function runWith(run: RunOnDay, { status, delayMinutes, platforms }: TrainNews): RunOnDay {
  const calls = run.calls.map((call, position) => atPlatform(call, position, platforms));
  return { ...run, status, delayMinutes, calls };
}

/** A call with the platform that was reported for its position; as it was where none was. */
export function atPlatform<T extends Platforms>(
  call: T,
  position: number,
  reported: TrainNews["platforms"] = [],
): T {
  const found = reported.find((each) => each.position === position);
  if (found === undefined) return call;
  const { plannedPlatform: _before, ...rest } = call;
  const { position: _same, ...platforms } = found;
  return { ...rest, ...platforms } as T;
}
