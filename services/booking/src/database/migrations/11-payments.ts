import type { MigrationInterface, QueryRunner } from "typeorm";

/** What is still to be done with money stands in `settle_after`: null once nothing is. The sandbox provider's books have tables of their own. */
export class Payments1790000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE payments
        DROP CONSTRAINT payments_status_check,
        ADD COLUMN settle_after timestamptz,
        ADD COLUMN attempts integer NOT NULL DEFAULT 0`);
    await runner.query("UPDATE payments SET status = 'voiding' WHERE status = 'unknown'");
    await runner.query(
      "UPDATE payments SET settle_after = created_at WHERE status IN ('requested', 'authorised', 'voiding')",
    );
    await runner.query(`
      ALTER TABLE payments
        ADD CONSTRAINT payments_status CHECK (status IN ('requested', 'authorised', 'captured', 'declined', 'voiding', 'voided')),
        ADD CONSTRAINT payments_bought CHECK ((booking_id IS NOT NULL) = (status IN ('authorised', 'captured')))`);
    // Until when a hold may be kept past its time for a payment under way; null where none was ever started.
    await runner.query("ALTER TABLE holds ADD COLUMN pays_until timestamptz");
    await runner.query("CREATE INDEX payments_due ON payments (settle_after) WHERE settle_after IS NOT NULL");
    await runner.query("CREATE INDEX payments_booking ON payments (booking_id)");
    await runner.query(`
      CREATE TABLE refunds (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        payment_id uuid NOT NULL REFERENCES payments,
        amount integer NOT NULL CHECK (amount > 0),
        reason text NOT NULL CHECK (reason IN ('cancellation', 'exchange', 'compensation')),
        created_at timestamptz NOT NULL,
        made_at timestamptz,
        settle_after timestamptz,
        attempts integer NOT NULL DEFAULT 0,
        CHECK ((made_at IS NULL) = (settle_after IS NOT NULL))
      )`);
    await runner.query("CREATE INDEX refunds_payment ON refunds (payment_id)");
    await runner.query("CREATE INDEX refunds_due ON refunds (settle_after) WHERE settle_after IS NOT NULL");
    await runner.query(`
      INSERT INTO refunds (payment_id, amount, reason, created_at, made_at)
      SELECT id, refunded, 'cancellation', created_at, now() FROM payments WHERE refunded > 0`);
    await runner.query(`
      CREATE TABLE sandbox_payments (
        id uuid PRIMARY KEY,
        amount integer NOT NULL, currency text NOT NULL,
        status text NOT NULL CHECK (status IN ('authorised', 'captured', 'declined', 'voided')),
        refunded integer NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND amount)
      )`);
    await runner.query(`
      CREATE TABLE sandbox_refunds (
        id uuid PRIMARY KEY,
        payment_id uuid NOT NULL REFERENCES sandbox_payments,
        amount integer NOT NULL
      )`);
    // What was paid before the books existed.
    await runner.query(`
      INSERT INTO sandbox_payments (id, amount, currency, status, refunded)
      SELECT id, amount, currency, CASE status WHEN 'authorised' THEN 'authorised' ELSE 'captured' END, refunded
        FROM payments WHERE status IN ('authorised', 'captured')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE sandbox_refunds, sandbox_payments, refunds");
    await runner.query("ALTER TABLE holds DROP COLUMN pays_until");
    await runner.query(
      "ALTER TABLE payments DROP CONSTRAINT payments_status, DROP CONSTRAINT payments_bought",
    );
    await runner.query("DROP INDEX payments_booking");
    await runner.query(
      "UPDATE payments SET status = CASE WHEN status = 'voiding' THEN 'unknown' ELSE status END",
    );
    await runner.query(`
      ALTER TABLE payments DROP COLUMN settle_after, DROP COLUMN attempts,
        ADD CONSTRAINT payments_status_check CHECK (status IN ('requested', 'authorised', 'captured', 'declined', 'unknown', 'voided'))`);
  }
}
