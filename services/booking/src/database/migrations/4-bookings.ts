import type { MigrationInterface, QueryRunner } from "typeorm";

/** Bookings as sold: names and times are copied, so that a later timetable does not rewrite what was bought. */
export class Bookings1790000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE bookings (
        id uuid PRIMARY KEY,
        reference text NOT NULL UNIQUE,
        user_id uuid NOT NULL,
        hold_id uuid NOT NULL UNIQUE,
        status text NOT NULL CHECK (status IN ('confirmed', 'cancelled', 'partly-cancelled')),
        price_amount integer NOT NULL,
        price_currency text NOT NULL,
        contact_email text NOT NULL,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL
      )`);
    await runner.query("CREATE INDEX bookings_of_user ON bookings (user_id, created_at DESC, id)");
    await runner.query(`
      CREATE TABLE booking_legs (
        id uuid PRIMARY KEY,
        booking_id uuid NOT NULL REFERENCES bookings ON DELETE CASCADE,
        position integer NOT NULL,
        run_id text NOT NULL,
        train_number text NOT NULL,
        train_name text NOT NULL,
        from_id text NOT NULL, from_name text NOT NULL, from_position integer NOT NULL,
        departure text NOT NULL, departure_at timestamptz NOT NULL,
        to_id text NOT NULL, to_name text NOT NULL, to_position integer NOT NULL,
        arrival text NOT NULL, arrival_at timestamptz NOT NULL,
        service_class text NOT NULL,
        fare text NOT NULL,
        price_amount integer NOT NULL
      )`);
    await runner.query("CREATE INDEX booking_legs_booking ON booking_legs (booking_id)");
    await runner.query(`
      CREATE TABLE passengers (
        id uuid PRIMARY KEY,
        booking_id uuid NOT NULL REFERENCES bookings ON DELETE CASCADE,
        position integer NOT NULL,
        name text NOT NULL,
        type text NOT NULL
      )`);
    await runner.query("CREATE INDEX passengers_booking ON passengers (booking_id)");
    await runner.query(`
      CREATE TABLE tickets (
        id uuid PRIMARY KEY,
        booking_id uuid NOT NULL REFERENCES bookings ON DELETE CASCADE,
        leg_id uuid NOT NULL REFERENCES booking_legs,
        passenger_id uuid NOT NULL REFERENCES passengers,
        seat_id text NOT NULL, coach text NOT NULL, seat_number text NOT NULL,
        price_amount integer NOT NULL,
        status text NOT NULL CHECK (status IN ('valid', 'cancelled')),
        sequence integer NOT NULL DEFAULT 1,
        code text NOT NULL,
        UNIQUE (leg_id, passenger_id)
      )`);
    await runner.query("CREATE INDEX tickets_booking ON tickets (booking_id)");
    await runner.query(`
      CREATE TABLE payments (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL,
        hold_id uuid NOT NULL,
        booking_id uuid REFERENCES bookings,
        amount integer NOT NULL, currency text NOT NULL,
        status text NOT NULL CHECK (status IN ('requested', 'authorised', 'captured', 'declined', 'unknown', 'voided')),
        refunded integer NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND amount),
        created_at timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE idempotency_keys (
        user_id uuid NOT NULL,
        key text NOT NULL,
        body_hash bytea NOT NULL,
        booking_id uuid NOT NULL REFERENCES bookings DEFERRABLE INITIALLY DEFERRED,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (user_id, key)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE idempotency_keys, payments, tickets, passengers, booking_legs, bookings");
  }
}
