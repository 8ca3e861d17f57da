import type { MigrationInterface, QueryRunner } from "typeorm";

/** What inspectors read, and the first valid reading of a ticket, which uses it. */
export class Inspections1790000000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Tickets given in exchange replace others; what has been replaced is no longer shown, but its code must be known as dead.
    await runner.query(`
      ALTER TABLE tickets
        DROP CONSTRAINT tickets_status_check,
        ADD CONSTRAINT tickets_status CHECK (status IN ('valid', 'cancelled', 'exchanged')),
        ADD COLUMN inspections integer NOT NULL DEFAULT 0`);
    await runner.query("CREATE INDEX tickets_dead ON tickets (leg_id) WHERE status <> 'valid'");
    await runner.query("CREATE INDEX booking_legs_arrival ON booking_legs (arrival_at)");
    await runner.query(`
      CREATE TABLE ticket_uses (
        ticket_id uuid PRIMARY KEY REFERENCES tickets ON DELETE CASCADE,
        inspector_id uuid NOT NULL,
        inspector_name text NOT NULL,
        used_at timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE ticket_inspections (
        ticket_id uuid NOT NULL REFERENCES tickets ON DELETE CASCADE,
        inspector_id uuid NOT NULL,
        device text NOT NULL,
        inspected_at timestamptz NOT NULL,
        received_at timestamptz NOT NULL,
        reason text,
        PRIMARY KEY (ticket_id, inspector_id, device, inspected_at)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE ticket_inspections, ticket_uses");
    await runner.query("DROP INDEX booking_legs_arrival, tickets_dead");
    await runner.query("DELETE FROM tickets WHERE status = 'exchanged'");
    await runner.query(`
      ALTER TABLE tickets DROP COLUMN inspections, DROP CONSTRAINT tickets_status,
        ADD CONSTRAINT tickets_status_check CHECK (status IN ('valid', 'cancelled'))`);
  }
}
