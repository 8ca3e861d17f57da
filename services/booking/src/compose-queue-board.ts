import { accessTokenKey } from "@railbooker/runtime/access-token";
import type { Logger } from "@railbooker/runtime/logger";
import { type BullView, openBullView } from "@railbooker/runtime/queue-bull-view";
import type { Shutdown } from "@railbooker/runtime/shutdown";
import type { RequestHandler } from "express";
import { currentUser } from "./accounts/current-user.js";
import type { BookingConfig } from "./config.js";
import { createQueueBoard } from "./http/queue-board.js";

/** Every queue of the product: they share one Redis, whichever service works on them. */
const names = ["email", "notification", "booking"];

export function openQueueBoard(
  config: BookingConfig,
  { log, shutdown }: { log: Logger; shutdown: Shutdown },
): RequestHandler {
  let view: BullView | undefined;
  shutdown.add("view of the queues", () => view?.close());
  return createQueueBoard({
    queues: () => {
      view ??= openBullView(names, { redisUrl: config.REDIS_URL, log });
      return view.queues;
    },
    accessTokenKey: accessTokenKey(config.ACCESS_TOKEN_KEY),
    userIdOf: (req) => currentUser(req).id,
    publicUrl: config.PUBLIC_URL,
    log,
  });
}
