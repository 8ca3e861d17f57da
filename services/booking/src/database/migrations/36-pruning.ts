import type { MigrationInterface, QueryRunner } from "typeorm";

/** By which what is past its use is found. */
export class Pruning1790000000036 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      "CREATE INDEX holds_over ON holds (expires_at) WHERE status IN ('expired', 'released')",
    );
    // Keys come in the order of time, and each sale writes one: an entry for each stretch of the table costs a sale nothing.
    await runner.query(
      "CREATE INDEX idempotency_keys_age ON idempotency_keys USING brin (created_at) WITH (autosummarize = on)",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP INDEX holds_over, idempotency_keys_age");
  }
}
