import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { DataSource } from "typeorm";
import { createDataSource, sqlOf, transactions } from "./database.js";
import { createTestDatabase, type TestDatabase } from "./testing/postgres.js";

let database: TestDatabase;
let source: DataSource;

beforeAll(async () => {
  database = await createTestDatabase("database", "1", async () => undefined);
  const options = { url: database.url, schema: "public", migrations: [], poolSize: 1, answerMs: 300 };
  source = await createDataSource(options).initialize();
});

afterAll(async () => {
  await source.destroy();
  await database.drop();
});

/** Of the pool's one connection. */
const backend = async () =>
  (await sqlOf(source).rows<{ pid: number }>("SELECT pg_backend_pid() AS pid"))[0]?.pid;

test("an answer that does not come is not waited for, and its connection is not used again", async () => {
  const before = await backend();
  await expect(sqlOf(source).rows("SELECT pg_sleep(10)")).rejects.toThrow("Query read timeout");
  expect(await backend()).not.toBe(before);
});

test("nor in a transaction, which is undone", async () => {
  const before = await backend();
  await sqlOf(source).rows("CREATE TABLE marks (id int)");
  const work = transactions(source)(async (sql) => {
    await sql.rows("INSERT INTO marks VALUES (1)");
    await sql.rows("SELECT pg_sleep(10)");
  });
  await expect(work).rejects.toThrow("Query read timeout");
  expect(await backend()).not.toBe(before);
  expect(await sqlOf(source).rows("SELECT * FROM marks")).toEqual([]);
});
