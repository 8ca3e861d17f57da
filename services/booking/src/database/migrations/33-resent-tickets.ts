import type { MigrationInterface, QueryRunner } from "typeorm";

/** When a booking's tickets were last mailed again because somebody asked for them. */
export class ResentTickets1790000000033 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE bookings ADD COLUMN resent_at timestamptz");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE bookings DROP COLUMN resent_at");
  }
}
