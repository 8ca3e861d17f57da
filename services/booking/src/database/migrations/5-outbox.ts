import type { MigrationInterface, QueryRunner } from "typeorm";

/** Events that wait for the relay. UNIQUE (subject, version) refuses two events that claim the same place in an order. */
export class Outbox1790000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outbox (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        event_id uuid NOT NULL UNIQUE,
        subject text NOT NULL,
        version integer NOT NULL,
        envelope jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        published_at timestamptz,
        UNIQUE (subject, version)
      )`);
    await runner.query("CREATE INDEX outbox_unpublished ON outbox (id) WHERE published_at IS NULL");
    await runner.query(
      "CREATE INDEX outbox_published ON outbox (published_at) WHERE published_at IS NOT NULL",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE outbox");
  }
}
