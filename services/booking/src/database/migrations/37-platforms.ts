import type { MigrationInterface, QueryRunner } from "typeorm";

/** Where a run calls by the latest reports, as [{position, location, platform}]: read wherever its delay is read. */
export class Platforms1790000000037 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE run_status ADD COLUMN platforms jsonb NOT NULL DEFAULT '[]'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE run_status DROP COLUMN platforms");
  }
}
