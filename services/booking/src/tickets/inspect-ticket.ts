import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import type { Outbox } from "../outbox/outbox.js";
import { type InspectionReason, judge, type KnownTicket } from "./inspection.js";
import {
  earlierReading,
  findUse,
  lockTicket,
  type Reading,
  recordReading,
  type TicketUse,
  useTicket,
} from "./inspection-store.js";
import { readTicketCode, type TicketSigner } from "./ticket-code.js";

export interface InspectDeps {
  inTransaction: InTransaction;
  outbox: Outbox;
  clock: Clock;
  signer: TicketSigner;
}

export interface Inspector {
  id: string;
  name: string;
}

export interface InspectTicket {
  code: string;
  /** The train the inspector is on; any if left out. */
  runId?: string | undefined;
  inspector: Inspector;
  /** When and with what it was read, where that was without a connection. */
  offline?: { at: Date; device: string };
}

export interface Inspected {
  reason?: InspectionReason;
  ticket?: KnownTicket;
  /** The first use, where this reading was not it. */
  use?: TicketUse;
  /** The very same reading came before; nothing was recorded twice. */
  repeated?: boolean;
}

/**
 * Reads a ticket for an inspector. The first valid reading uses it; what is found is recorded with its event. The same
 * reading sent again has the same answer and no further effect.
 */
export function inspectTicket(deps: InspectDeps): (command: InspectTicket) => Promise<Inspected> {
  return async ({ code, runId, inspector, offline }) => {
    const read = readTicketCode(code.trim(), deps.signer.issuer, deps.signer.keySet().keys);
    if (read.kind !== "genuine") return { reason: read.kind };
    const { claims } = read;
    const now = deps.clock();
    const reading: Reading = {
      ticketId: claims.ticketId,
      inspectorId: inspector.id,
      inspectorName: inspector.name,
      device: offline?.device ?? "online",
      at: offline?.at ?? now,
    };
    const inspected = await deps.inTransaction(async (sql): Promise<Inspected> => {
      const ticket = await lockTicket(sql, claims.ticketId);
      const reason = judge(claims, ticket, { runId, at: reading.at });
      if (ticket === undefined) return { reason: "forged" };
      const earlier = await earlierReading(sql, reading);
      if (earlier !== undefined) return repeatOf(sql, ticket, earlier.reason ?? undefined);
      const use = reason === undefined ? await useTicket(sql, reading) : undefined;
      const found = use === undefined ? reason : "already-used";
      const version = await recordReading(sql, reading, found, now);
      await deps.outbox.append(sql, {
        name: "TicketInspected",
        aggregateId: ticket.id,
        aggregateVersion: version,
        data: {
          ticketId: ticket.id,
          inspectorId: inspector.id,
          valid: found === undefined,
          ...(found === undefined ? {} : { reason: found }),
        },
      });
      return {
        ticket,
        ...(found === undefined ? {} : { reason: found }),
        ...(use === undefined ? {} : { use }),
      };
    });
    deps.outbox.wake();
    return inspected;
  };
}

async function repeatOf(
  sql: Sql,
  ticket: KnownTicket,
  reason: InspectionReason | undefined,
): Promise<Inspected> {
  const use = reason === "already-used" ? await findUse(sql, ticket.id) : undefined;
  return {
    ticket,
    repeated: true,
    ...(reason === undefined ? {} : { reason }),
    ...(use === undefined ? {} : { use }),
  };
}
