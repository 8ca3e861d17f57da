import { coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import type { Realtime } from "./realtime.js";

export interface FeedHeartbeatOptions {
  sockets: Pick<Realtime, "usersHere" | "beat">;
  /** The number of each user's latest notification; users without any are left out. */
  latestNumbers: (userIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  log: Logger;
  everyMs?: number;
}

const usersAtOnce = 500;

/**
 * Tells every connected user how many notifications there are. A push that is lost shows by the gap before the next one;
 * this finds the one after which none has come yet. Each process tells its own sockets, so that it needs no Redis.
 */
export function startFeedHeartbeat(options: FeedHeartbeatOptions): { stop(): Promise<void> } {
  const { sockets, latestNumbers, log, everyMs = 30_000 } = options;
  let running: Promise<void> = Promise.resolve();
  let busy = false;

  async function beat(): Promise<void> {
    const users = sockets.usersHere();
    for (let first = 0; first < users.length; first += usersAtOnce) {
      const numbers = await latestNumbers(users.slice(first, first + usersAtOnce));
      for (const [userId, maxSeq] of numbers) sockets.beat(userId, maxSeq);
    }
  }

  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = beat()
      .catch((error: unknown) => {
        log.debug({ reason: coerceError(error).message }, "no heartbeat this time");
      })
      .finally(() => {
        busy = false;
      });
  }, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
