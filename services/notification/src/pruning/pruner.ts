import { createPruner as createTablePruner, oldRows, type PrunerOptions } from "@railbooker/runtime/pruner";
import type { Repeated } from "@railbooker/runtime/repeat";

/** In days. What tells a repeat (inbox, mails) is kept longer than the bus can replay, which is days. */
export interface Retention {
  inbox: number;
  mails: number;
  notifications: number;
}

/** A run's state and a booking's version matter while tickets are sold for it, which is months. */
const stateDays = 400;

const old = {
  inbox: "received_at < $1",
  mails: "status <> 'queued' AND created_at < $1",
  notifications: "created_at < $1",
  reminders: "status <> 'waiting' AND settled_at < $1",
  reminded_bookings:
    "updated_at < $1 AND NOT EXISTS (SELECT 1 FROM reminders r WHERE r.reference = reminded_bookings.reference)",
  run_states:
    "updated_at < $1 AND NOT EXISTS (SELECT 1 FROM reminders r WHERE r.run_id = run_states.run_id AND r.status = 'waiting')",
} as const;

/** Keeps the service's tables bounded. */
export function createPruner({
  retention,
  ...options
}: Omit<PrunerOptions, "tables"> & { retention: Retention }): Repeated {
  const days: Record<keyof typeof old, number> = {
    ...retention,
    reminders: retention.mails,
    reminded_bookings: stateDays,
    run_states: stateDays,
  };
  const tables = Object.entries(old).map(([table, rows]) => {
    const kept = days[table as keyof typeof old];
    return [table, { days: kept, prune: oldRows(table, rows) }] as const;
  });
  return createTablePruner({ ...options, tables: Object.fromEntries(tables) });
}
