import { coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import { Emitter } from "@socket.io/redis-emitter";
import type { Redis } from "ioredis";
import type { StoredNotification } from "../feed/feed-store.js";

/** What is told to every open browser of a user. A hint: the feed is the truth, and nobody waits for it. */
export interface Push {
  notification(userId: string, notification: StoredNotification): void;
  /** Everything up to the number has been read, in one of them. */
  read(userId: string, mark: { upTo: number; maxSeq: number }): void;
}

/** Speaks to the booking processes' sockets through the Redis adapter, whichever of them a browser hangs on. */
export function createPush(redis: Redis, log: Logger): Push {
  const emitter = new Emitter({
    // The emitter waits for nothing: a publish that fails would be an unhandled rejection, which ends the process.
    publish: (channel: string, message: Buffer) => {
      redis.publish(channel, message).catch((error: unknown) => {
        log.debug({ reason: coerceError(error).message }, "a push was lost; the feed has it");
      });
    },
  });
  const browsersOf = (userId: string) => emitter.to(`user:${userId}`);
  return {
    notification: (userId, { createdAt, ...notification }) => {
      browsersOf(userId).emit("notification", { ...notification, createdAt: createdAt.toISOString() });
    },
    read: (userId, mark) => {
      browsersOf(userId).emit("read", mark);
    },
  };
}
