import type { Sql } from "@railbooker/runtime/database";
import type { InspectionReason, KnownTicket } from "./inspection.js";

/** Locks the ticket, so that of two who read it at once one comes first. */
export async function lockTicket(sql: Sql, id: string): Promise<KnownTicket | undefined> {
  const [row] = await sql.rows<KnownTicket>(
    `SELECT t.id, t.status, t.sequence, b.reference, p.name AS passenger, l.train_name AS train, l.from_name AS "from", l.to_name AS "to",
            l.departure, l.arrival, t.coach, t.seat_number AS seat, l.service_class AS "serviceClass"
       FROM tickets t JOIN bookings b ON b.id = t.booking_id JOIN booking_legs l ON l.id = t.leg_id
       JOIN passengers p ON p.id = t.passenger_id
      WHERE t.id = $1 FOR UPDATE OF t`,
    [id],
  );
  return row;
}

export interface Reading {
  ticketId: string;
  inspectorId: string;
  inspectorName: string;
  device: string;
  at: Date;
}

export interface TicketUse {
  at: Date;
  by: string;
}

/** What was found when exactly this reading came before; undefined where it is new. A reason of null stands for valid. */
export async function earlierReading(
  sql: Sql,
  { ticketId, inspectorId, device, at }: Reading,
): Promise<{ reason: InspectionReason | null } | undefined> {
  const [row] = await sql.rows<{ reason: InspectionReason | null }>(
    "SELECT reason FROM ticket_inspections WHERE ticket_id = $1 AND inspector_id = $2 AND device = $3 AND inspected_at = $4",
    [ticketId, inspectorId, device, at],
  );
  return row;
}

/**
 * Uses the ticket up: one statement decides whose reading was the first. One made before the use on record takes its place,
 * for readings without a connection arrive late. @returns undefined where this reading is the use, else the use there is.
 */
export async function useTicket(sql: Sql, reading: Reading): Promise<TicketUse | undefined> {
  const { ticketId, inspectorId, inspectorName, at } = reading;
  const mine = await sql.rows(
    `INSERT INTO ticket_uses AS u (ticket_id, inspector_id, inspector_name, used_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (ticket_id) DO UPDATE SET inspector_id = $2, inspector_name = $3, used_at = $4 WHERE u.used_at > $4
     RETURNING ticket_id`,
    [ticketId, inspectorId, inspectorName, at],
  );
  return mine.length === 1 ? undefined : findUse(sql, ticketId);
}

export async function findUse(sql: Sql, ticketId: string): Promise<TicketUse | undefined> {
  const [use] = await sql.rows<TicketUse>(
    `SELECT used_at AS at, inspector_name AS by FROM ticket_uses WHERE ticket_id = $1`,
    [ticketId],
  );
  return use;
}

/** @returns how often the ticket has been read, this time included: the version of its event. */
export async function recordReading(
  sql: Sql,
  { ticketId, inspectorId, device, at }: Reading,
  reason: InspectionReason | undefined,
  now: Date,
): Promise<number> {
  const [row] = await sql.rows<{ inspections: number }>(
    `WITH recorded AS (
       INSERT INTO ticket_inspections (ticket_id, inspector_id, device, inspected_at, received_at, reason)
       VALUES ($1, $2, $3, $4, $5, $6))
     UPDATE tickets SET inspections = inspections + 1 WHERE id = $1 RETURNING inspections`,
    [ticketId, inspectorId, device, at, now, reason ?? null],
  );
  if (row === undefined) throw new Error(`ticket ${ticketId} has vanished`);
  return row.inspections;
}

export interface RevokedTicket {
  id: string;
  /** This one and those before are dead. */
  sequence: number;
  /** The code would be good until then. */
  validUntil: Date;
}

/** Dead tickets whose codes would still be good. */
export function revokedTickets(sql: Sql, now: Date): Promise<RevokedTicket[]> {
  return sql.rows<RevokedTicket>(
    `SELECT t.id, t.sequence, l.arrival_at + interval '12 hours' AS "validUntil"
       FROM booking_legs l JOIN tickets t ON t.leg_id = l.id
      WHERE t.status <> 'valid' AND l.arrival_at > $1::timestamptz - interval '12 hours'
      ORDER BY t.id`,
    [now],
  );
}
