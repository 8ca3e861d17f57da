import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createDataSource, type Sql, sqlOf } from "@railbooker/runtime/database";
import { migrate } from "@railbooker/runtime/migrations";
import { createTestDatabase } from "@railbooker/runtime/testing/postgres";
import { migrations, schema } from "../database/migrations.js";
import { mailsPerMinute, waitingMails } from "./mail-record.js";
import { giveUpOlderThan, noteDoubt, noteFailure, settleMail } from "./mail-store.js";

let sql: Sql;
let close: () => Promise<void>;

beforeAll(async () => {
  const version = migrations.map(({ name }) => name).join();
  const database = await createTestDatabase("notification", version, (url) =>
    migrate({ url, schema, migrations }),
  );
  const dataSource = createDataSource({ url: database.url, schema, migrations, poolSize: 2 });
  await dataSource.initialize();
  sql = sqlOf(dataSource);
  close = async () => {
    await dataSource.destroy();
    await database.drop();
  };
});
afterAll(() => close());

const now = new Date("2026-11-22T12:10:30Z");
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

/** @returns its id */
async function mail(cause: string, at: Date, sendAt = at): Promise<string> {
  const [row] = await sql.rows<{ id: string }>(
    `INSERT INTO mails (id, event_id, user_id, template, recipient, data, created_at, queued_at)
     VALUES (gen_random_uuid(), $1, 'u', 'welcome', 'a@example.org', '{}', $2, $3) RETURNING id`,
    [cause, at, sendAt],
  );
  return row?.id ?? "";
}

test("each mail counts in the minute of its latest attempt, by how it stands since", async () => {
  await settleMail(sql, await mail("sent", ago(300)), { kind: "sent" }, ago(61));
  await settleMail(sql, await mail("sent later", ago(300)), { kind: "sent" }, ago(5));
  await settleMail(sql, await mail("refused", ago(300)), { kind: "refused", reason: "no" }, ago(61));
  const doubtful = await mail("doubtful", ago(300));
  for (const doubts of [0, 1, 2]) await noteDoubt(sql, { id: doubtful, doubts }, "504", ago(61));
  const deferred = await mail("deferred", ago(240));
  await noteFailure(sql, deferred, "away", ago(130));
  await noteFailure(sql, deferred, "away", ago(10));
  const retried = await mail("retried", ago(200));
  await noteFailure(sql, retried, "away", ago(130));
  await settleMail(sql, retried, { kind: "sent" }, ago(7));
  await mail("never tried", ago(20));
  await mail("held until the morning", ago(200), new Date(now.getTime() + 3_600_000));

  const none = { sent: 0, deferred: 0, failed: 0, unknown: 0 };
  expect(await mailsPerMinute(sql, now, 3)).toEqual([
    { minute: new Date("2026-11-22T12:08:00Z"), ...none },
    { minute: new Date("2026-11-22T12:09:00Z"), ...none, sent: 1, failed: 1, unknown: 1 },
    { minute: new Date("2026-11-22T12:10:00Z"), ...none, sent: 2, deferred: 1 },
  ]);
  expect(await waitingMails(sql, now)).toEqual({ waiting: 2, oldestSeconds: 240 });

  expect(await giveUpOlderThan(sql, ago(100), now)).toBe(2);
  expect((await mailsPerMinute(sql, now, 1))[0]).toMatchObject({ sent: 2, deferred: 0, failed: 2 });
});
