import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Locations and the timetable. One live timetable per feed; an import replaces its trains in one transaction, and ids stay the
 * same from version to version, because sold runs are named by train id and service date.
 */
export class Timetable1790000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const extension of ["btree_gist", "pg_trgm", "unaccent"]) {
      await runner.query(`CREATE EXTENSION IF NOT EXISTS ${extension} SCHEMA public`);
    }
    await runner.query(`
      CREATE TABLE timetables (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        feed text NOT NULL,
        live boolean NOT NULL,
        valid_from date NOT NULL,
        valid_to date NOT NULL,
        time_zone text NOT NULL,
        max_seconds integer NOT NULL,
        imported_at timestamptz NOT NULL
      )`);
    await runner.query("CREATE UNIQUE INDEX timetables_live ON timetables (feed) WHERE live");
    await runner.query(`
      CREATE TABLE locations (
        id text PRIMARY KEY,
        feed text NOT NULL,
        name text NOT NULL,
        search_name text NOT NULL,
        code text,
        latitude double precision NOT NULL,
        longitude double precision NOT NULL,
        time_zone text NOT NULL,
        size integer NOT NULL
      )`);
    await runner.query("CREATE INDEX locations_search ON locations USING gin (search_name gin_trgm_ops)");
    await runner.query(`
      CREATE TABLE trains (
        id text PRIMARY KEY,
        timetable_id bigint NOT NULL REFERENCES timetables ON DELETE CASCADE,
        number text NOT NULL,
        name text NOT NULL,
        category text NOT NULL,
        route_type integer NOT NULL,
        headsign text NOT NULL,
        service text NOT NULL
      )`);
    await runner.query("CREATE INDEX trains_timetable ON trains (timetable_id)");
    await runner.query(`
      CREATE TABLE calls (
        train_id text NOT NULL REFERENCES trains ON DELETE CASCADE,
        position integer NOT NULL,
        location_id text NOT NULL,
        arrival_seconds integer NOT NULL,
        departure_seconds integer NOT NULL,
        platform text,
        pickup boolean NOT NULL,
        drop_off boolean NOT NULL,
        distance_km double precision NOT NULL,
        PRIMARY KEY (train_id, position)
      )`);
    await runner.query("CREATE INDEX calls_location ON calls (location_id, train_id, position)");
    await runner.query(`
      CREATE TABLE service_dates (
        timetable_id bigint NOT NULL REFERENCES timetables ON DELETE CASCADE,
        service text NOT NULL,
        date date NOT NULL,
        PRIMARY KEY (timetable_id, service, date)
      )`);
    // What is live about a run; a run without a row is on time. No reference: it outlives a new timetable.
    await runner.query(`
      CREATE TABLE run_status (
        run_id text PRIMARY KEY,
        status text NOT NULL DEFAULT 'scheduled' CHECK (status IN ('scheduled', 'cancelled')),
        delay_minutes integer NOT NULL DEFAULT 0 CHECK (delay_minutes >= 0),
        updated_at timestamptz NOT NULL DEFAULT now()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ["run_status", "service_dates", "calls", "trains", "locations", "timetables"]) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
