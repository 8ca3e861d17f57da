import type { MigrationInterface, QueryRunner } from "typeorm";

/** On which history of Postgres a stream was led last, so that the relay notices a database that was restored or failed over. */
export class OutboxHome1790000000031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE outbox_streams ADD COLUMN home text");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE outbox_streams DROP COLUMN home");
  }
}
