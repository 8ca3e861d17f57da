import type { MigrationInterface, QueryRunner } from "typeorm";

/** How often a mail's fate was unknown: each time it is sent again under another key. */
export class Doubts1790000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE mails ADD COLUMN doubts integer NOT NULL DEFAULT 0");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE mails DROP COLUMN doubts");
  }
}
