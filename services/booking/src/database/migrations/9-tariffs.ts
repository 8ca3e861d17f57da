import type { MigrationInterface, QueryRunner } from "typeorm";

/** Tariffs as operators have set them; the latest is in force, the older ones say what was in force before. */
export class Tariffs1790000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE tariffs (
        version integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        tariff jsonb NOT NULL,
        set_by uuid NOT NULL,
        set_at timestamptz NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE tariffs");
  }
}
