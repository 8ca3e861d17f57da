import type { MigrationInterface, QueryRunner } from "typeorm";

/** What Postgres knows of each stream, so that the relay notices when Redis has lost some of it. */
export class OutboxStreams1790000000023 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outbox_streams (
        stream text PRIMARY KEY,
        epoch uuid NOT NULL,
        term bigint NOT NULL,
        seq bigint NOT NULL,
        seq_term bigint NOT NULL,
        -- Events older than this are gone from the outbox.
        pruned_until timestamptz,
        CHECK (seq_term <= term)
      )`);
    // The window that is published again, and what is pruned, go by the age of the event: one published again is not younger.
    await runner.query("DROP INDEX outbox_published");
    await runner.query("CREATE INDEX outbox_published ON outbox (created_at) WHERE published_at IS NOT NULL");
    // Every row is updated once soon after it is written, and dropped days later.
    await runner.query("ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0.02, fillfactor = 80)");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE outbox RESET (autovacuum_vacuum_scale_factor, fillfactor)");
    await runner.query("DROP INDEX outbox_published");
    await runner.query(
      "CREATE INDEX outbox_published ON outbox (published_at) WHERE published_at IS NOT NULL",
    );
    await runner.query("DROP TABLE outbox_streams");
  }
}
