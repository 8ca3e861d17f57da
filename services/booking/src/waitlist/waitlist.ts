import type { Logger } from "@railbooker/runtime/logger";
import type { Route } from "@railbooker/runtime/routes";
import { createRecentTakes } from "../seating/recent-takes.js";
import { joinWaitlist } from "./join-waitlist.js";
import type { PromoteDeps } from "./promote.js";
import { createPromoter, type Promoter } from "./promoter.js";
import { waitlistRoutes } from "./waitlist-routes.js";
import { entriesOf, leaveWaitlist } from "./waitlist-store.js";

/** Longer than a hold of one's own: who waits may not be at a screen. */
const promotedMinutes = 30;

/** Waiting lists: joined, left, and looked through whenever seats come free. */
export function createWaitlist(deps: PromoteDeps & { log: Logger }): { routes: Route[]; promoter: Promoter } {
  // What is taken here to find out whether it can be had is no news to those who come too late.
  const take = { ...deps.take, holdMinutes: promotedMinutes, recent: createRecentTakes() };
  const own = { ...deps, take };
  return {
    routes: waitlistRoutes({
      join: joinWaitlist(own),
      list: (userId, id) => entriesOf(deps.sql, userId, deps.clock(), id ?? null),
      leave: (id, userId) => leaveWaitlist(deps.sql, id, userId),
    }),
    promoter: createPromoter(own),
  };
}
