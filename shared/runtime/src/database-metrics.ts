import type { DataSource } from "typeorm";
import { Gauge, type Registry } from "./metrics.js";

interface PoolCounts {
  options: { max: number };
  totalCount: number;
  idleCount: number;
  waitingCount: number;
}

const poolOf = ({ driver }: DataSource) => (driver as unknown as { master: PoolCounts }).master;

/** What the pools and the schema say of themselves, asked at each scrape; the schema by `main`. */
export function measureDatabase(
  registry: Registry,
  schema: string,
  sources: { main: DataSource } & Record<string, DataSource>,
): void {
  new Gauge({
    name: "railbooker_db_pool_connections",
    help: "connections to Postgres by state; waiting are those who want one",
    labelNames: ["state", "pool"],
    registers: [registry],
    collect() {
      for (const [name, source] of Object.entries(sources)) {
        const pool = poolOf(source);
        this.set({ state: "used", pool: name }, pool.totalCount - pool.idleCount);
        this.set({ state: "idle", pool: name }, pool.idleCount);
        // What is asked in this very turn, such as by a scrape, is on its way and waits for nobody while there is room.
        const full = pool.totalCount >= pool.options.max && pool.idleCount === 0;
        this.set({ state: "waiting", pool: name }, full ? pool.waitingCount : 0);
      }
    },
  });
  new Gauge({
    name: "railbooker_schema_version",
    help: "migrations that the database has had; left out of a scrape that cannot ask",
    labelNames: ["schema"],
    registers: [registry],
    async collect() {
      await sources.main
        .query(`SELECT count(*)::int AS steps FROM "${schema}".schema_migrations`)
        .then(([row]: { steps: number }[]) => this.set({ schema }, row?.steps ?? 0))
        .catch(() => this.reset());
    },
  });
}
