import type { Sql } from "@railbooker/runtime/database";
import { Gauge, type Registry } from "@railbooker/runtime/metrics";

/** Holds that are not paid yet, asked of Postgres at each scrape, by every process alike: aggregate with `max`. */
export function measureHolds(registry: Registry, sql: Sql): void {
  const overdue = new Gauge({
    name: "railbooker_seat_holds_overdue",
    help: "holds past their end whose seats are not yet back on sale",
    registers: [registry],
  });
  new Gauge({
    name: "railbooker_seat_holds",
    help: "holds that are not paid yet",
    registers: [registry],
    async collect() {
      // A minute's grace: what ends now is swept within seconds.
      await sql
        .rows<{ active: number; overdue: number }>(
          `SELECT count(*)::int AS active,
                  (count(*) FILTER (WHERE expires_at < now() - interval '1 minute'))::int AS overdue
             FROM holds WHERE status = 'active'`,
        )
        .then(([row]) => {
          this.set(row?.active ?? 0);
          overdue.set(row?.overdue ?? 0);
        })
        .catch(() => {
          for (const gauge of [this, overdue]) gauge.remove();
        });
    },
  });
}
