import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createDataSource, type Sql, sqlOf } from "@railbooker/runtime/database";
import { createLogger } from "@railbooker/runtime/logger";
import { migrate } from "@railbooker/runtime/migrations";
import { createTestDatabase } from "@railbooker/runtime/testing/postgres";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { migrations, schema } from "../database/migrations.js";
import { createPruner } from "./pruner.js";

let sql: Sql;
let close: () => Promise<void>;

beforeAll(async () => {
  const version = migrations.map(({ name }) => name).join();
  const database = await createTestDatabase("notification", version, (url) =>
    migrate({ url, schema, migrations }),
  );
  const dataSource = createDataSource({ url: database.url, schema, migrations, poolSize: 3 });
  await dataSource.initialize();
  sql = sqlOf(dataSource);
  close = async () => {
    await dataSource.destroy();
    await database.drop();
  };
});
afterAll(() => close());

const count = async (table: string) =>
  (await sql.rows<{ rows: number }>(`SELECT count(*)::integer AS rows FROM ${table}`))[0]?.rows;

test("old rows go in batches; young ones, waiting mails and the numbers of feeds stay", async () => {
  const day = (days: number) => `now() - interval '${days} days'`;
  await sql.rows(
    `INSERT INTO inbox (consumer_group, event_id, received_at)
     SELECT 'g', n::text, CASE WHEN n <= 25 THEN ${day(50)} ELSE now() END FROM generate_series(1, 30) n`,
  );
  await sql.rows("INSERT INTO notification_feeds (user_id, last_seq) VALUES ('u', 3)");
  await sql.rows(
    `INSERT INTO notifications (user_id, seq, type, title, body, data, event_id, created_at)
     SELECT 'u', n, 't', 't', 'b', '{}', n::text, CASE n WHEN 1 THEN ${day(500)} ELSE now() END FROM generate_series(1, 3) n`,
  );
  for (const [status, age] of [
    ["sent", 100],
    ["queued", 100],
    ["sent", 1],
  ] as const)
    await sql.rows(
      `INSERT INTO mails (id, event_id, user_id, template, recipient, data, status, created_at, queued_at)
       VALUES ($1, $2, 'u', 't', 'a@example.org', '{}', $3, ${day(age)}, now())`,
      [randomUUID(), randomUUID(), status],
    );
  const gone: Record<string, number[]> = {};
  const pruner = createPruner({
    sql,
    clock: () => new Date(),
    log: createLogger({ service: "test", level: "silent" }),
    retention: { inbox: 40, mails: 90, notifications: 400 },
    observe: (table, rows) => {
      gone[table] = [...(gone[table] ?? []), rows];
    },
    batch: 10,
  });
  pruner.start();
  await waitFor("the notifications", () => gone["notifications"] !== undefined);
  await pruner.stop();
  expect(gone).toEqual({ inbox: [10, 10, 5], mails: [1], notifications: [1] });
  expect([await count("inbox"), await count("mails"), await count("notifications")]).toEqual([5, 2, 2]);
  expect(await sql.rows("SELECT last_seq FROM notification_feeds")).toEqual([{ last_seq: 3 }]);
});
