import type { Logger } from "@railbooker/runtime/logger";
import { type Repeated, repeat } from "@railbooker/runtime/repeat";
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
export function feedHeartbeat(options: FeedHeartbeatOptions): Repeated {
  const { sockets, latestNumbers, log, everyMs = 30_000 } = options;
  return repeat({
    everyMs,
    log,
    what: "telling browsers how many notifications there are",
    round: async () => {
      const users = sockets.usersHere();
      for (let first = 0; first < users.length; first += usersAtOnce) {
        const numbers = await latestNumbers(users.slice(first, first + usersAtOnce));
        for (const [userId, maxSeq] of numbers) sockets.beat(userId, maxSeq);
      }
    },
  });
}
