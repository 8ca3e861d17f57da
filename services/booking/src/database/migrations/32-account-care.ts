import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * A user's language; sessions and sign-ins by token that their user can see and end one by one; links that confirm a new
 * address. The device of a session lies in the session's own data.
 */
export class AccountCare1790000000032 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      "ALTER TABLE users ADD COLUMN locale text NOT NULL DEFAULT 'en' CHECK (locale IN ('en', 'de'))",
    );
    await runner.query("ALTER TABLE sessions ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid()");
    await runner.query("CREATE UNIQUE INDEX sessions_id ON sessions (id)");
    await runner.query("ALTER TABLE token_families ADD COLUMN device jsonb");
    await runner.query(
      "ALTER TABLE user_tokens ADD COLUMN email text, DROP CONSTRAINT user_tokens_purpose_check",
    );
    await runner.query(`
      ALTER TABLE user_tokens ADD CONSTRAINT user_tokens_purpose_check
        CHECK (purpose IN ('verify-email', 'reset-password', 'change-email') AND (purpose = 'change-email') = (email IS NOT NULL))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DELETE FROM user_tokens WHERE purpose = 'change-email'");
    await runner.query(
      "ALTER TABLE user_tokens DROP CONSTRAINT user_tokens_purpose_check, DROP COLUMN email",
    );
    await runner.query(`
      ALTER TABLE user_tokens ADD CONSTRAINT user_tokens_purpose_check
        CHECK (purpose IN ('verify-email', 'reset-password'))`);
    await runner.query("ALTER TABLE token_families DROP COLUMN device");
    await runner.query("ALTER TABLE sessions DROP COLUMN id");
    await runner.query("ALTER TABLE users DROP COLUMN locale");
  }
}
