import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createDataSource, migrate, type Sql, sqlOf } from "@railbooker/runtime/database";
import { createTestDatabase, type TestDatabase } from "@railbooker/runtime/testing/postgres";
import type { DataSource } from "typeorm";
import { Seating1790000000003 } from "../database/migrations/3-seating.js";
import { type Claim, claimSeats, countInUse, seatsInUse, sellSeat } from "./claim-store.js";

let database: TestDatabase;
let dataSource: DataSource;
let sql: Sql;
const now = new Date("2026-03-01T10:00:00Z");
const later = new Date("2026-03-01T10:10:00Z");
const migrations = [Seating1790000000003];

beforeAll(async () => {
  database = await createTestDatabase("seating", "1", (url) =>
    migrate({ url, schema: "booking", migrations }),
  );
  dataSource = createDataSource({ url: database.url, schema: "booking", migrations });
  await dataSource.initialize();
  sql = sqlOf(dataSource);
});

afterAll(async () => {
  await dataSource?.destroy();
  await database?.drop();
});

async function holdLeg(): Promise<string> {
  const [hold, leg] = [randomUUID(), randomUUID()];
  await sql.rows(
    "INSERT INTO holds (id, user_id, passengers, price_amount, price_currency, created_at, expires_at) VALUES ($1, $1, 1, 1, 'EUR', $2, $3)",
    [hold, now, later],
  );
  await sql.rows(
    `INSERT INTO hold_legs (id, hold_id, position, run_id, from_position, to_position, from_location, to_location, service_class, fare, price_amount)
     VALUES ($1, $2, 0, 'r', 0, 1, 'a', 'b', 'second', 'flex', 1)`,
    [leg, hold],
  );
  return leg;
}

async function claim(
  runId: string,
  fromPosition: number,
  toPosition: number,
  seatIds: string[],
  expiresAt = later,
): Promise<string[]> {
  const wanted: Claim = {
    runId,
    fromPosition,
    toPosition,
    seatIds,
    serviceClass: "second",
    holdLegId: await holdLeg(),
    expiresAt,
  };
  return claimSeats(sql, wanted);
}

test("a seat sold from A to B is sold again from B to C, and not across", async () => {
  expect(await claim("run-1", 0, 2, ["1-1"])).toEqual(["1-1"]);
  expect(await claim("run-1", 2, 4, ["1-1"])).toEqual(["1-1"]);
  expect(await claim("run-1", 1, 3, ["1-1", "1-2"])).toEqual(["1-2"]);
});

test("Postgres itself refuses a double sale written past every rule of ours", async () => {
  await claim("run-2", 0, 3, ["1-1"]);
  const insert =
    "INSERT INTO seat_claims (run_id, seat_id, service_class, segments, ticket_id) VALUES ('run-2', '1-1', 'second', int4range(2, 5), $1)";
  await expect(sql.rows(insert, [randomUUID()])).rejects.toMatchObject({
    code: "23P01",
    constraint: "seat_sold_once",
  });
});

test("of 40 buyers of one seat at the same instant exactly one gets it", async () => {
  const results = await Promise.all(Array.from({ length: 40 }, () => claim("run-3", 0, 3, ["1-1"])));
  expect(results.filter((taken) => taken.length === 1)).toHaveLength(1);
});

test("parties that want the same seats in opposite order do not deadlock", async () => {
  const seats = Array.from({ length: 9 }, (_, i) => `1-${i + 1}`);
  const results = await Promise.all(
    Array.from({ length: 20 }, (_, i) => claim("run-4", 0, 2, i % 2 === 0 ? seats : [...seats].reverse())),
  );
  expect(results.flat().sort()).toEqual([...seats].sort());
});

test("states and counts: held, then sold; holds past their time count as free", async () => {
  const leg = await holdLeg();
  await claimSeats(sql, {
    runId: "run-5",
    fromPosition: 0,
    toPosition: 2,
    seatIds: ["1-1", "1-2"],
    serviceClass: "second",
    holdLegId: leg,
    expiresAt: later,
  });
  expect(await sellSeat(sql, leg, "1-2", randomUUID())).toBe(true);
  expect(await sellSeat(sql, leg, "1-2", randomUUID())).toBe(false);
  const stretch = { runId: "run-5", fromPosition: 1, toPosition: 4 };
  expect(await seatsInUse(sql, stretch, now)).toEqual(
    new Map([
      ["1-1", "held"],
      ["1-2", "taken"],
    ]),
  );
  expect(await seatsInUse(sql, stretch, later)).toEqual(new Map([["1-2", "taken"]]));
  const counts = await countInUse(sql, [{ ...stretch, fromPosition: 2 }, stretch], now);
  expect(counts.map((count) => count.get("second") ?? 0)).toEqual([0, 2]);
});
