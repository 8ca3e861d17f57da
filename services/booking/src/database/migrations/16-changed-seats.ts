import type { MigrationInterface, QueryRunner } from "typeorm";

/** Tickets whose seat changes on the way: where, and to which, as in the booking's shape. */
export class ChangedSeats1790000000016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE tickets ADD COLUMN change_seat jsonb");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE tickets DROP COLUMN change_seat");
  }
}
