import type { MigrationInterface, QueryRunner } from "typeorm";

/** What was told to whom, what is still to be mailed, and which events have had their effect. */
export class Notifications1790000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE inbox (
        consumer_group text NOT NULL,
        event_id text NOT NULL,
        received_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (consumer_group, event_id)
      )`);
    await runner.query(`
      CREATE TABLE notification_feeds (
        user_id text PRIMARY KEY,
        last_seq integer NOT NULL CHECK (last_seq >= 0),
        read_up_to integer NOT NULL DEFAULT 0,
        CHECK (read_up_to BETWEEN 0 AND last_seq)
      )`);
    await runner.query(`
      CREATE TABLE notifications (
        user_id text NOT NULL REFERENCES notification_feeds ON DELETE CASCADE,
        seq integer NOT NULL,
        type text NOT NULL,
        title text NOT NULL,
        body text NOT NULL,
        data jsonb NOT NULL,
        event_id text NOT NULL,
        created_at timestamptz NOT NULL,
        read_at timestamptz,
        PRIMARY KEY (user_id, seq)
      )`);
    await runner.query(`
      CREATE TABLE preferences (
        user_id text PRIMARY KEY,
        choices jsonb NOT NULL,
        updated_at timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE mails (
        id uuid PRIMARY KEY,
        event_id text NOT NULL,
        user_id text NOT NULL,
        template text NOT NULL,
        recipient text NOT NULL,
        data jsonb NOT NULL,
        traceparent text,
        status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'sent', 'failed', 'unknown')),
        attempts integer NOT NULL DEFAULT 0,
        last_error text,
        created_at timestamptz NOT NULL,
        queued_at timestamptz NOT NULL,
        sent_at timestamptz,
        UNIQUE (event_id, template, recipient)
      )`);
    await runner.query("CREATE INDEX mails_queued ON mails (queued_at) WHERE status = 'queued'");
    await runner.query("CREATE INDEX mails_user ON mails (user_id)");
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["mails", "preferences", "notifications", "notification_feeds", "inbox"])
      await runner.query(`DROP TABLE ${table}`);
  }
}
