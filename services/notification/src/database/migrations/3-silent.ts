import type { MigrationInterface, QueryRunner } from "typeorm";

/** What its user does not want to be shown at once stays quiet also when a browser fetches it later. */
export class Silent1790000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE notifications ADD COLUMN silent boolean NOT NULL DEFAULT false");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE notifications DROP COLUMN silent");
  }
}
