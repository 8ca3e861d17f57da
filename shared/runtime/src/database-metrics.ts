import type { DataSource } from "typeorm";
import { Gauge, type Registry } from "./metrics.js";

interface PoolCounts {
  options: { max: number };
  totalCount: number;
  idleCount: number;
  waitingCount: number;
}

/** What the pool and the schema say of themselves, asked at each scrape. */
export function measureDatabase(registry: Registry, dataSource: DataSource, schema: string): void {
  const pool = (dataSource.driver as unknown as { master: PoolCounts }).master;
  new Gauge({
    name: "railbooker_db_pool_connections",
    help: "connections to Postgres by state; waiting are those who want one",
    labelNames: ["state"],
    registers: [registry],
    collect() {
      this.set({ state: "used" }, pool.totalCount - pool.idleCount);
      this.set({ state: "idle" }, pool.idleCount);
      // What is asked in this very turn, such as by a scrape, is on its way and waits for nobody while there is room.
      const full = pool.totalCount >= pool.options.max && pool.idleCount === 0;
      this.set({ state: "waiting" }, full ? pool.waitingCount : 0);
    },
  });
  new Gauge({
    name: "railbooker_schema_version",
    help: "migrations that the database has had; left out of a scrape that cannot ask",
    labelNames: ["schema"],
    registers: [registry],
    async collect() {
      await dataSource
        .query(`SELECT count(*)::int AS steps FROM "${schema}".schema_migrations`)
        .then(([row]: { steps: number }[]) => this.set({ schema }, row?.steps ?? 0))
        .catch(() => this.reset());
    },
  });
}
