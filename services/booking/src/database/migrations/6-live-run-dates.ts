import type { MigrationInterface, QueryRunner } from "typeorm";

/** Each process asks every second what is live about the runs of these days; a year of old ones must not be read for it. */
export class LiveRunDates1790000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("CREATE INDEX run_status_date ON run_status (right(run_id, 10))");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP INDEX run_status_date");
  }
}
