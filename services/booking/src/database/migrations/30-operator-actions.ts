import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * What operators did, kept with what it did. The console counts the bookings of the last minutes every second or two: rows are
 * added in the order of their time, so an index of ranges finds them and costs a sale next to nothing.
 */
export class OperatorActions1790000000030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE operator_actions (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        operator_id uuid NOT NULL,
        action text NOT NULL,
        subject text NOT NULL,
        detail jsonb NOT NULL,
        done_at timestamptz NOT NULL
      )`);
    await runner.query(
      "CREATE INDEX bookings_created ON bookings USING brin (created_at) WITH (pages_per_range = 32, autosummarize = on)",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP INDEX bookings_created");
    await runner.query("DROP TABLE operator_actions");
  }
}
