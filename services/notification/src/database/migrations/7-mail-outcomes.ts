import type { MigrationInterface, QueryRunner } from "typeorm";

/** When the latest attempt at a mail ended, so that operators can see what becomes of mails minute by minute. */
export class MailOutcomes1790000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE mails ADD COLUMN outcome_at timestamptz");
    await runner.query("CREATE INDEX mails_outcome ON mails (outcome_at) WHERE outcome_at IS NOT NULL");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE mails DROP COLUMN outcome_at");
  }
}
