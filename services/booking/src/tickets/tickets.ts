import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import type { Route } from "@railbooker/runtime/routes";
import { remembered } from "../cache/remembered.js";
import type { Outbox } from "../outbox/outbox.js";
import { inspectTicket } from "./inspect-ticket.js";
import { inspectionRoutes } from "./inspection-routes.js";
import { revokedTickets } from "./inspection-store.js";
import type { TicketSigner } from "./ticket-code.js";
import { publishedTicketRoutes } from "./ticket-routes.js";

export interface TicketFeatureDeps {
  sql: Sql;
  inTransaction: InTransaction;
  outbox: Outbox;
  clock: Clock;
  signer: TicketSigner;
}

/** Anybody may ask, and as often as they like; browsers keep the list for longer than this. */
const listMaxAgeMs = 1000;

/** Tickets on the train: their inspection, and what readers without a connection need. */
export function createTickets(deps: TicketFeatureDeps): { routes: Route[]; rootRoutes: Route[] } {
  return {
    routes: inspectionRoutes({ inspect: inspectTicket(deps) }),
    rootRoutes: publishedTicketRoutes({
      keys: () => deps.signer.keySet().keys,
      revoked: remembered(() => revokedTickets(deps.sql, deps.clock()), deps.clock, listMaxAgeMs),
    }),
  };
}
