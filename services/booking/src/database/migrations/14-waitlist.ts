import type { MigrationInterface, QueryRunner } from "typeorm";

/** Who waits for seats on a sold-out leg, and one-time links that show a booking. */
export class Waitlist1790000000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE waitlist_entries (
        id uuid PRIMARY KEY,
        place bigint GENERATED ALWAYS AS IDENTITY,
        user_id uuid NOT NULL,
        email text NOT NULL,
        run_id text NOT NULL,
        from_location text NOT NULL,
        to_location text NOT NULL,
        from_position integer NOT NULL,
        to_position integer NOT NULL,
        service_class text NOT NULL,
        fare text NOT NULL,
        passengers integer NOT NULL CHECK (passengers BETWEEN 1 AND 9),
        status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'promoted', 'left', 'ended')),
        hold_id uuid,
        joined_at timestamptz NOT NULL,
        CHECK ((hold_id IS NOT NULL) = (status = 'promoted'))
      )`);
    await runner.query(
      "CREATE INDEX waitlist_waiting ON waitlist_entries (run_id, place) WHERE status = 'waiting'",
    );
    await runner.query(`
      CREATE UNIQUE INDEX waitlist_once ON waitlist_entries (user_id, run_id, from_location, to_location, service_class)
        WHERE status = 'waiting'`);
    await runner.query("CREATE INDEX waitlist_of_user ON waitlist_entries (user_id, place DESC)");
    await runner.query(`
      CREATE TABLE booking_links (
        token_hash bytea PRIMARY KEY,
        booking_id uuid NOT NULL REFERENCES bookings ON DELETE CASCADE,
        expires_at timestamptz NOT NULL,
        used_at timestamptz
      )`);
    await runner.query("CREATE INDEX booking_links_old ON booking_links (expires_at)");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE booking_links, waitlist_entries");
  }
}
