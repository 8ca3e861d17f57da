import type { Sql } from "@railbooker/runtime/database";
import { dueAt, type PlannedReminder } from "./reminder.js";
import type { NewTimes, ReminderChange } from "./reminder-change.js";

/**
 * Brings the waiting reminders in line with an event, in the transaction of its other effects. Rows are locked in the order
 * booking, run, reminders by id, so that events about the same trip wait for each other and never in a circle.
 */
export async function changeReminders(sql: Sql, change: ReminderChange, now: Date): Promise<void> {
  switch (change.kind) {
    case "plan":
      return replan(sql, change, now);
    case "delay":
      return delay(sql, change, now);
    case "drop":
      return drop(sql, change, now);
    case "times":
      for (const ride of change.rides) await setTimes(sql, change.runId, ride);
      return;
    default:
      return unreachable(change);
  }
}

type ChangeOf<K extends ReminderChange["kind"]> = Extract<ReminderChange, { kind: K }>;

async function replan(sql: Sql, change: ChangeOf<"plan">, now: Date): Promise<void> {
  const { reference, version, reminders } = change;
  const newer = await sql.rows(
    `INSERT INTO reminded_bookings (reference, version, updated_at) VALUES ($1, $2, $3)
     ON CONFLICT (reference) DO UPDATE SET version = excluded.version, updated_at = excluded.updated_at
      WHERE reminded_bookings.version < excluded.version
     RETURNING reference`,
    [reference, version, now],
  );
  if (newer.length === 0) return;
  const delays = await lockDelays(sql, [...new Set(reminders.map(({ runId }) => runId))].sort(), now);
  await sql.rows(
    `UPDATE reminders SET status = 'dropped', settled_at = $3 WHERE id IN (
       SELECT id FROM reminders WHERE reference = $1 AND status = 'waiting' AND id <> ALL ($2::text[])
       ORDER BY id FOR UPDATE)`,
    [reference, reminders.map(({ id }) => id), now],
  );
  const inOrder = [...reminders].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const reminder of inOrder) await plan(sql, reminder, delays.get(reminder.runId) ?? 0, now);
}

/** The delays of runs, kept from changing until the transaction ends: a delay told meanwhile finds the new reminders. */
async function lockDelays(sql: Sql, runIds: readonly string[], now: Date): Promise<Map<string, number>> {
  const delays = new Map<string, number>();
  for (const runId of runIds) {
    await sql.rows("INSERT INTO run_states (run_id, updated_at) VALUES ($1, $2) ON CONFLICT DO NOTHING", [
      runId,
      now,
    ]);
    const [row] = await sql.rows<{ delayMinutes: number }>(
      `SELECT delay_minutes AS "delayMinutes" FROM run_states WHERE run_id = $1 FOR SHARE`,
      [runId],
    );
    delays.set(runId, row?.delayMinutes ?? 0);
  }
  return delays;
}

/** What is due already is not planned: the confirmation that comes now says it. A kept one keeps its times, which may have moved. */
async function plan(sql: Sql, reminder: PlannedReminder, delayMinutes: number, now: Date): Promise<void> {
  const due = dueAt(reminder, delayMinutes);
  const { id, kind, reference, userId, email, runId, departure, leadMinutes, ride } = reminder;
  await sql.rows(
    `WITH kept AS (UPDATE reminders SET ride = $11, email = $5 WHERE id = $1 AND status = 'waiting' RETURNING id)
     INSERT INTO reminders (id, kind, reference, user_id, email, run_id, from_id, departure, departs_at, delay_minutes,
                            lead_minutes, due_at, ride)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8::text, $8::text::timestamptz, $9::integer, $10::integer,
            $12::timestamptz, $11::jsonb
      WHERE $12::timestamptz > $13::timestamptz
     ON CONFLICT (id) DO NOTHING`,
    [
      id,
      kind,
      reference,
      userId,
      email,
      runId,
      ride.from.id,
      departure,
      delayMinutes,
      leadMinutes,
      JSON.stringify(ride),
      due,
      now,
    ],
  );
}

async function delay(sql: Sql, change: ChangeOf<"delay">, now: Date): Promise<void> {
  const newer = await sql.rows(
    `INSERT INTO run_states (run_id, version, delay_minutes, updated_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (run_id) DO UPDATE
        SET version = excluded.version, delay_minutes = excluded.delay_minutes, updated_at = excluded.updated_at
      WHERE run_states.version < excluded.version
     RETURNING run_id`,
    [change.runId, change.version, change.delayMinutes, now],
  );
  if (newer.length === 0) return;
  await sql.rows(
    `UPDATE reminders SET delay_minutes = $2, queued_at = NULL,
            due_at = departs_at + make_interval(mins => $2 - lead_minutes)
      WHERE id IN (SELECT id FROM reminders WHERE run_id = $1 AND status = 'waiting' ORDER BY id FOR UPDATE)`,
    [change.runId, change.delayMinutes],
  );
}

async function drop(sql: Sql, { runId, references }: ChangeOf<"drop">, now: Date): Promise<void> {
  await sql.rows(
    `UPDATE reminders SET status = 'dropped', settled_at = $3 WHERE id IN (
       SELECT id FROM reminders WHERE run_id = $1 AND reference = ANY ($2::text[]) AND status = 'waiting'
       ORDER BY id FOR UPDATE)`,
    [runId, references, now],
  );
}

async function setTimes(sql: Sql, runId: string, { reference, fromId, departure }: NewTimes): Promise<void> {
  await sql.rows(
    `UPDATE reminders SET departure = $4::text, departs_at = $4::text::timestamptz, queued_at = NULL,
            due_at = $4::text::timestamptz + make_interval(mins => delay_minutes - lead_minutes)
      WHERE id IN (SELECT id FROM reminders WHERE run_id = $1 AND reference = $2 AND from_id = $3
                      AND status = 'waiting' ORDER BY id FOR UPDATE)`,
    [runId, reference, fromId, departure],
  );
}

function unreachable(change: never): never {
  throw new Error(`this change of reminders is not written: ${JSON.stringify(change)}`);
}
