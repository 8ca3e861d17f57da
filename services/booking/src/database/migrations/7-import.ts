import type { MigrationInterface, QueryRunner } from "typeorm";

/** What a whole import adds: changes at stations, what a newer version did to sold runs, and what trains consist of. */
export class Import1790000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // One import writes both sides in one transaction, and checking each of a million rows takes longer than writing them.
    await runner.query("ALTER TABLE calls DROP CONSTRAINT IF EXISTS calls_train_id_fkey");
    await runner.query("ALTER TABLE service_dates DROP CONSTRAINT IF EXISTS service_dates_timetable_id_fkey");
    await runner.query("ALTER TABLE trains DROP CONSTRAINT IF EXISTS trains_timetable_id_fkey");
    // By location alone: equal keys are stored once, which halves what a call costs to write, and boards are of one location.
    await runner.query("DROP INDEX calls_location");
    await runner.query("CREATE INDEX calls_location ON calls (location_id)");
    // Types as in GTFS: 0 recommended, 1 the other train waits, 2 needs min_seconds, 3 not possible, 4 stay seated, 5 leave and board anew.
    await runner.query(`
      CREATE TABLE transfers (
        timetable_id bigint NOT NULL,
        from_location text NOT NULL,
        to_location text NOT NULL,
        from_train text,
        to_train text,
        type integer NOT NULL CHECK (type BETWEEN 0 AND 5),
        min_seconds integer CHECK (min_seconds >= 0)
      )`);
    await runner.query("CREATE INDEX transfers_timetable ON transfers (timetable_id)");
    // Runs with sold or held seats that an import changed, for the operator to look through.
    await runner.query(`
      CREATE TABLE timetable_changes (
        timetable_id bigint NOT NULL,
        run_id text NOT NULL,
        change text NOT NULL CHECK (change IN ('changed', 'vanished', 'returned')),
        bookings integer NOT NULL,
        tickets integer NOT NULL,
        seats_lost integer NOT NULL,
        PRIMARY KEY (timetable_id, run_id)
      )`);
    // '' and -1 stand for any category and any route type. GTFS has no coaches; without a row the built-in plan holds.
    await runner.query(`
      CREATE TABLE rolling_stock (
        category text NOT NULL DEFAULT '',
        route_type integer NOT NULL DEFAULT -1,
        coaches jsonb NOT NULL,
        PRIMARY KEY (category, route_type)
      )`);
    // The coaches of runs that were on sale before their rolling stock changed.
    await runner.query("CREATE TABLE run_formations (run_id text PRIMARY KEY, coaches jsonb NOT NULL)");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE run_formations, rolling_stock, timetable_changes, transfers");
    await runner.query("DROP INDEX calls_location");
    await runner.query("CREATE INDEX calls_location ON calls (location_id, train_id, position)");
    for (const [table, column, parent] of [
      ["calls", "train_id", "trains"],
      ["service_dates", "timetable_id", "timetables"],
      ["trains", "timetable_id", "timetables"],
    ])
      await runner.query(
        `ALTER TABLE ${table} ADD CONSTRAINT ${table}_${column}_fkey FOREIGN KEY (${column}) REFERENCES ${parent} ON DELETE CASCADE`,
      );
  }
}
