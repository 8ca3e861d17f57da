import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createDataSource, type Sql, sqlOf, transactions } from "@railbooker/runtime/database";
import { migrate } from "@railbooker/runtime/migrations";
import { createTestDatabase, type TestDatabase } from "@railbooker/runtime/testing/postgres";
import type { DataSource } from "typeorm";
import { migrations, schema } from "../database/migrations.js";
import { changeRollingStock } from "./change-rolling-stock.js";
import type { RollingStock } from "./rolling-stock.js";
import { findRollingStock, storedFormations } from "./rolling-stock-store.js";

let database: TestDatabase;
let dataSource: DataSource;
let sql: Sql;
beforeAll(async () => {
  const version = migrations.map(({ name }) => name).join();
  database = await createTestDatabase("rolling_stock", version, (url) =>
    migrate({ url, schema, migrations }),
  );
  dataSource = createDataSource({ url: database.url, schema, migrations, poolSize: 3 });
  await dataSource.initialize();
  sql = sqlOf(dataSource);
  await sql.rows(
    `INSERT INTO trains (id, timetable_id, number, name, category, route_type, headsign, service)
     VALUES ('t1', 1, '1', 'ICE 1', 'ICE', 101, 'B', 's'), ('t2', 1, '2', 'RE 2', 'RE', 106, 'B', 's')`,
  );
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const change = (stock: RollingStock[]) => changeRollingStock(transactions(dataSource))(stock);
const short: RollingStock = { category: "ICE", coaches: [{ serviceClass: "second", rows: 2, quiet: true }] };
const run = (date: string, trainId = "t1") => ({
  runId: `${trainId}.${date}`,
  category: trainId === "t1" ? "ICE" : "RE",
  routeType: trainId === "t1" ? 101 : 106,
});

async function coachesOf(...runs: ReturnType<typeof run>[]): Promise<number[]> {
  return (await storedFormations(sql, runs)).map((formation) => formation.length);
}

test("without an entry the built-in coaches hold; an entry holds for runs without sales from now on", async () => {
  const [sold, unsold, other] = [run("2027-03-05"), run("2027-03-06"), run("2027-03-05", "t2")];
  expect(await coachesOf(sold, unsold, other)).toEqual([8, 8, 3]);
  await sql.rows(
    `INSERT INTO seat_claims (run_id, seat_id, service_class, segments, expires_at)
     VALUES ($1, '3-1', 'second', '[0,1)', now() + interval '1 hour')`,
    [sold.runId],
  );
  expect(await change([short])).toEqual([short]);
  expect(await coachesOf(sold, unsold, other)).toEqual([8, 1, 3]);
  await sql.rows(
    "INSERT INTO seat_claims (run_id, seat_id, service_class, segments, expires_at) VALUES ($1, '1-1', 'second', '[0,1)', now() + interval '1 hour')",
    [unsold.runId],
  );
  await change([]);
  expect(await coachesOf(sold, unsold, run("2027-03-07"))).toEqual([8, 1, 8]);
});

test("two entries for one kind are refused and change nothing", async () => {
  await change([short]);
  await expect(change([short, { ...short }])).rejects.toMatchObject({ code: "rolling-stock-twice" });
  expect(await findRollingStock(sql)).toEqual([short]);
});
