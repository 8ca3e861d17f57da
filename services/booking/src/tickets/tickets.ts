import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import { gather } from "@railbooker/runtime/gather";
import type { Route } from "@railbooker/runtime/routes";
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

const mostTogether = 1000;

/** Tickets on the train: their inspection, and what readers without a connection need. */
export function createTickets(deps: TicketFeatureDeps): { routes: Route[]; rootRoutes: Route[] } {
  // Anybody may ask, and as often as they like: whoever asks while it is being read shares the next answer.
  const revoked = gather(
    async (asked: undefined[]) => {
      const value = await revokedTickets(deps.sql, deps.clock());
      return asked.map(() => ({ ok: true as const, value }));
    },
    { most: mostTogether, lanes: 1 },
  );
  return {
    routes: inspectionRoutes({ inspect: inspectTicket(deps) }),
    rootRoutes: publishedTicketRoutes({
      keys: () => deps.signer.keySet().keys,
      revoked: () => revoked(undefined),
    }),
  };
}
