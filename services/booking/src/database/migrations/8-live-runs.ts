import type { MigrationInterface, QueryRunner } from "typeorm";

/** What operators report of runs: why, and a version that orders their events. */
export class LiveRuns1790000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE run_status
        ADD COLUMN reason text NOT NULL DEFAULT '',
        ADD COLUMN version integer NOT NULL DEFAULT 0`);
    await runner.query("CREATE INDEX booking_legs_run ON booking_legs (run_id)");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP INDEX booking_legs_run");
    await runner.query("ALTER TABLE run_status DROP COLUMN reason, DROP COLUMN version");
  }
}
