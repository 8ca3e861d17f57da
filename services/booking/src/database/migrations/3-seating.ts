import type { MigrationInterface, QueryRunner } from "typeorm";

/** Seats of runs, holds, and the claims whose constraint makes a double sale impossible. */
export class Seating1790000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA public");
    await runner.query(`
      CREATE TABLE holds (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL,
        status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'booked', 'released', 'expired')),
        passengers integer NOT NULL CHECK (passengers BETWEEN 1 AND 9),
        price_amount integer NOT NULL CHECK (price_amount >= 0),
        price_currency text NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      )`);
    await runner.query("CREATE INDEX holds_due ON holds (expires_at) WHERE status = 'active'");
    await runner.query(`
      CREATE TABLE hold_legs (
        id uuid PRIMARY KEY,
        hold_id uuid NOT NULL REFERENCES holds ON DELETE CASCADE,
        position integer NOT NULL,
        run_id text NOT NULL,
        from_position integer NOT NULL,
        to_position integer NOT NULL,
        from_location text NOT NULL,
        to_location text NOT NULL,
        service_class text NOT NULL,
        fare text NOT NULL,
        price_amount integer NOT NULL,
        UNIQUE (hold_id, position)
      )`);
    // expires_at is the hold's while it is a hold, and null once sold. A claim is free to take when it is past, but the
    // row has to go first: no index may depend on the time.
    await runner.query(`
      CREATE TABLE seat_claims (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        run_id text NOT NULL,
        seat_id text NOT NULL,
        service_class text NOT NULL,
        segments int4range NOT NULL CHECK (NOT isempty(segments)),
        hold_leg_id uuid REFERENCES hold_legs ON DELETE CASCADE,
        ticket_id uuid,
        expires_at timestamptz,
        CONSTRAINT seat_sold_once EXCLUDE USING gist (run_id WITH =, seat_id WITH =, segments WITH &&),
        CHECK ((ticket_id IS NULL) <> (expires_at IS NULL))
      )`);
    await runner.query("CREATE INDEX seat_claims_run ON seat_claims (run_id)");
    await runner.query("CREATE INDEX seat_claims_hold ON seat_claims (hold_leg_id)");
    await runner.query("CREATE INDEX seat_claims_ticket ON seat_claims (ticket_id)");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE seat_claims, hold_legs, holds");
  }
}
