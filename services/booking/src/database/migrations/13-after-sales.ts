import type { MigrationInterface, QueryRunner } from "typeorm";

/** What has been paid for a ticket's late train; null until it is claimed, which is once. */
export class AfterSales1790000000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      "ALTER TABLE tickets ADD COLUMN compensation integer CHECK (compensation BETWEEN 0 AND price_amount)",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("ALTER TABLE tickets DROP COLUMN compensation");
  }
}
