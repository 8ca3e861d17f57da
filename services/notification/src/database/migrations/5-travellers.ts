import type { MigrationInterface, QueryRunner } from "typeorm";

/** In which language each user reads, and whose account is gone: what the events about users have said. */
export class Travellers1790000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE travellers (
        user_id text PRIMARY KEY,
        version integer NOT NULL,
        locale text NOT NULL DEFAULT 'en' CHECK (locale IN ('en', 'de')),
        erased_at timestamptz
      )`);
    await runner.query(
      "ALTER TABLE mails ADD COLUMN locale text NOT NULL DEFAULT 'en' CHECK (locale IN ('en', 'de'))",
    );
    await runner.query("CREATE INDEX reminders_user ON reminders (user_id)");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP INDEX reminders_user");
    await runner.query("ALTER TABLE mails DROP COLUMN locale");
    await runner.query("DROP TABLE travellers");
  }
}
