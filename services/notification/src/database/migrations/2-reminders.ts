import type { MigrationInterface, QueryRunner } from "typeorm";

/** What is told at a time to come, and indexes by which old rows are found. */
export class Reminders1790000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reminded_bookings (
        reference text PRIMARY KEY,
        version integer NOT NULL,
        updated_at timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE run_states (
        run_id text PRIMARY KEY,
        version integer NOT NULL DEFAULT 0,
        delay_minutes integer NOT NULL DEFAULT 0,
        updated_at timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE reminders (
        id text PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('day-before', 'two-hours')),
        reference text NOT NULL,
        user_id text NOT NULL,
        email text NOT NULL,
        run_id text NOT NULL,
        from_id text NOT NULL,
        departure text NOT NULL,
        departs_at timestamptz NOT NULL,
        delay_minutes integer NOT NULL DEFAULT 0,
        lead_minutes integer NOT NULL,
        due_at timestamptz NOT NULL,
        ride jsonb NOT NULL,
        status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sent', 'dropped')),
        queued_at timestamptz,
        settled_at timestamptz
      )`);
    await runner.query("CREATE INDEX reminders_due ON reminders (due_at) WHERE status = 'waiting'");
    await runner.query("CREATE INDEX reminders_run ON reminders (run_id) WHERE status = 'waiting'");
    await runner.query("CREATE INDEX reminders_reference ON reminders (reference)");
    await runner.query("CREATE INDEX reminders_settled ON reminders (settled_at) WHERE status <> 'waiting'");
    await runner.query("CREATE INDEX reminded_bookings_updated ON reminded_bookings (updated_at)");
    await runner.query("CREATE INDEX run_states_updated ON run_states (updated_at)");
    await runner.query("CREATE INDEX inbox_received ON inbox (received_at)");
    await runner.query("CREATE INDEX notifications_created ON notifications (created_at)");
    await runner.query("CREATE INDEX mails_settled ON mails (created_at) WHERE status <> 'queued'");
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const index of ["inbox_received", "notifications_created", "mails_settled"])
      await runner.query(`DROP INDEX ${index}`);
    for (const table of ["reminders", "run_states", "reminded_bookings"])
      await runner.query(`DROP TABLE ${table}`);
  }
}
