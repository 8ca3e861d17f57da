import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * Holds say whom they were priced for, where that was told, and keep what each leg costs for a passenger of each type. Those from before
 * are of an hour ago at most: they count all as adults.
 */
export class PassengerTypes1790000000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE holds ADD COLUMN passenger_types text[]");
    await runner.query("ALTER TABLE hold_legs ADD COLUMN ticket_prices jsonb");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE hold_legs DROP COLUMN ticket_prices");
    await runner.query("ALTER TABLE holds DROP COLUMN passenger_types");
  }
}
