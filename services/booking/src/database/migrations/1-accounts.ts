import type { MigrationInterface, QueryRunner } from "typeorm";

/** Users, what signs them in, and the single-use links they get by e-mail. Secrets are stored as hashes only. */
export class Accounts1790000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE users (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        email text NOT NULL,
        name text NOT NULL,
        password_hash text,
        email_verified_at timestamptz,
        roles text[] NOT NULL DEFAULT '{}' CHECK (roles <@ ARRAY['operator', 'inspector']),
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL,
        deleted_at timestamptz
      )`);
    await runner.query("CREATE UNIQUE INDEX users_email ON users (lower(email))");
    await runner.query(`
      CREATE TABLE sessions (
        sid_hash text PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        data jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        last_seen_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      )`);
    await runner.query("CREATE INDEX sessions_user ON sessions (user_id)");
    await runner.query("CREATE INDEX sessions_expiry ON sessions (expires_at)");
    await runner.query(`
      CREATE TABLE user_tokens (
        token_hash text PRIMARY KEY,
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        purpose text NOT NULL CHECK (purpose IN ('verify-email', 'reset-password')),
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz
      )`);
    await runner.query("CREATE INDEX user_tokens_user ON user_tokens (user_id)");
    await runner.query(`
      CREATE TABLE token_families (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        ended_at timestamptz
      )`);
    await runner.query("CREATE INDEX token_families_user ON token_families (user_id)");
    await runner.query(`
      CREATE TABLE refresh_tokens (
        token_hash text PRIMARY KEY,
        family_id uuid NOT NULL REFERENCES token_families ON DELETE CASCADE,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz
      )`);
    await runner.query("CREATE INDEX refresh_tokens_family ON refresh_tokens (family_id)");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE refresh_tokens, token_families, user_tokens, sessions, users");
  }
}
