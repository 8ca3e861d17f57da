import type { MigrationInterface, QueryRunner } from "typeorm";

/** Imports that operators began in the console: how far each is, and what came of it. */
export class TimetableImports1790000000035 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE timetable_imports (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        operator_id uuid NOT NULL,
        file_name text NOT NULL,
        step text NOT NULL CHECK (step IN ('reading', 'checking', 'making it live')),
        share real NOT NULL DEFAULT 0 CHECK (share BETWEEN 0 AND 1),
        rows_read integer NOT NULL DEFAULT 0,
        started_at timestamptz NOT NULL,
        seen_at timestamptz NOT NULL,
        ended_at timestamptz,
        result jsonb,
        problem text
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE timetable_imports");
  }
}
