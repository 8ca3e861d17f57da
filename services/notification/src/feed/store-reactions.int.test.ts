import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  createDataSource,
  type InTransaction,
  type Sql,
  sqlOf,
  transactions,
} from "@railbooker/runtime/database";
import { migrate } from "@railbooker/runtime/migrations";
import { createTestDatabase } from "@railbooker/runtime/testing/postgres";
import { migrations, schema } from "../database/migrations.js";
import { defaultPreferences, type Heeded, heed } from "../reactions/preferences.js";
import { writePreferences } from "../travellers/wishes-store.js";
import { storeOnce, storeReactions, type Tell } from "./store-reactions.js";

let sql: Sql;
let inTransaction: InTransaction;
let close: () => Promise<void>;

beforeAll(async () => {
  const version = migrations.map(({ name }) => name).join();
  const database = await createTestDatabase("notification", version, (url) =>
    migrate({ url, schema, migrations }),
  );
  const dataSource = createDataSource({ url: database.url, schema, migrations });
  await dataSource.initialize();
  sql = sqlOf(dataSource);
  inTransaction = transactions(dataSource);
  close = async () => {
    await dataSource.destroy();
    await database.drop();
  };
});
afterAll(() => close());

const at = new Date("2026-03-14T09:30:00.123Z");
const later = new Date("2026-03-15T07:00:00Z");
const told = (userId: string, title: string, more: Partial<Heeded> = {}): Heeded => ({
  userId,
  notification: { type: "waitlist", title, body: `of ${title}`, data: { path: "/ü" } },
  mails: [],
  push: true,
  ...more,
});
const mail = (to: string, sendAt = at) => ({
  template: "waitlistConfirmed",
  to,
  data: { to },
  locale: "de" as const,
  sendAt,
});
const cause = (causeId: string = randomUUID()) => ({ causeId, at, traceparent: "00-a-b-01" });
const once = (event: string, reactions: Heeded[]) =>
  storeOnce(sql, { group: "test", eventId: event }, () => reactions, cause(event));
const feedOf = (userId: string) =>
  sql.rows("SELECT seq, title, silent, event_id FROM notifications WHERE user_id = $1 ORDER BY seq", [
    userId,
  ]);

test("an event has its effect once, also when two handle it at the same moment", async () => {
  const [event, userId] = [randomUUID(), randomUUID()];
  const stored = await Promise.all(
    [1, 2, 3].map(() => once(event, [told(userId, "A", { mails: [mail("a@x")] })])),
  );
  expect(stored.filter((each) => each !== undefined)).toHaveLength(1);
  expect(await feedOf(userId)).toEqual([{ seq: 1, title: "A", silent: false, event_id: event }]);
  expect(await sql.rows("SELECT 1 FROM mails WHERE event_id = $1", [event])).toHaveLength(1);
});

test("an event that tells nobody anything has had its effect all the same", async () => {
  const event = randomUUID();
  expect(await once(event, [])).toEqual([]);
  expect(await once(event, [])).toBeUndefined();
});

test("what is given back is what is to be shown and mailed now; the rest is only kept", async () => {
  const [shown, silent, mailed] = [randomUUID(), randomUUID(), randomUUID()];
  const stored = await once(randomUUID(), [
    told(shown, "shown", { mails: [mail("now@x"), mail("at-seven@x", later)] }),
    told(silent, "silent", { push: false }),
    { userId: mailed, mails: [mail("only@x")], push: false },
  ]);
  const rows = await sql.rows<{
    id: string;
    recipient: string;
    queued_at: Date;
    traceparent: string;
    data: unknown;
  }>(
    "SELECT id, recipient, queued_at, traceparent, data, locale FROM mails WHERE recipient IN ('now@x', 'at-seven@x', 'only@x') ORDER BY recipient",
  );
  expect(rows).toMatchObject([
    {
      recipient: "at-seven@x",
      queued_at: later,
      traceparent: "00-a-b-01",
      data: { to: "at-seven@x" },
      locale: "de",
    },
    { recipient: "now@x", queued_at: at },
    { recipient: "only@x", queued_at: at },
  ]);
  const notification = { type: "waitlist", title: "shown", body: "of shown", data: { path: "/ü" } };
  expect(stored).toEqual([
    {
      userId: shown,
      mailIds: [rows[1]?.id],
      shown: { ...notification, seq: 1, createdAt: at, readAt: null, silent: false },
    },
    { userId: silent, mailIds: [] },
    { userId: mailed, mailIds: [rows[2]?.id] },
  ]);
  expect(await feedOf(silent)).toMatchObject([{ seq: 1, silent: true }]);
  expect(await feedOf(mailed)).toEqual([]);
});

test("a user told twice by one event has both, in their order", async () => {
  const [me, other] = [randomUUID(), randomUUID()];
  const stored = await once(randomUUID(), [told(me, "first"), told(other, "else"), told(me, "second")]);
  expect(stored?.map(({ shown }) => shown?.seq)).toEqual([1, 1, 2]);
  expect(await feedOf(me)).toMatchObject([{ title: "first" }, { title: "second" }]);
});

test("numbers are free of gaps whatever is told at the same moment, to whomever, and what is undone leaves none", async () => {
  const users = Array.from({ length: 12 }, () => randomUUID());
  const failed = inTransaction(async (joined) => {
    await storeReactions(
      joined,
      users.map((userId) => told(userId, "undone")),
      cause(),
    );
    throw new Error("undone");
  });
  await expect(failed).rejects.toThrow("undone");
  const orders = [users, [...users].reverse(), [...users].sort()];
  await Promise.all(
    Array.from({ length: 30 }, (_, round) =>
      once(
        randomUUID(),
        (orders[round % 3] ?? []).map((userId) => told(userId, `round ${round}`)),
      ),
    ),
  );
  for (const userId of users) {
    const feed = (await feedOf(userId)) as { seq: number }[];
    expect(feed.map(({ seq }) => seq)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  }
});

test("what a user has chosen is heard before anything is stored, and the event still has its effect once", async () => {
  const [chooser, other] = [randomUUID(), randomUUID()];
  await writePreferences(
    sql,
    chooser,
    { ...defaultPreferences, waitlist: { email: false, push: false } },
    at,
  );
  const event = randomUUID();
  const tell: Tell = (wishes) =>
    [chooser, other].map((userId) =>
      heed(
        {
          userId,
          notification: { type: "waitlist", text: () => ({ title: "A", body: "" }), data: {} },
          mails: [{ template: "waitlistConfirmed", to: `${userId}@x`, data: {}, optional: "waitlist" }],
        },
        wishes.of(userId),
        at,
      ),
    );
  const inbox = { group: "test", eventId: event };
  const stored = await Promise.all([1, 2].map(() => storeOnce(sql, inbox, tell, cause(event))));
  const [effect] = stored.filter((each) => each !== undefined);
  expect(stored).toContain(undefined);
  expect(effect).toMatchObject([
    { userId: chooser, mailIds: [] },
    { userId: other, shown: { seq: 1 } },
  ]);
  expect(effect?.[0]?.shown).toBeUndefined();
  expect(await feedOf(chooser)).toMatchObject([{ seq: 1, silent: true }]);
  expect(await sql.rows("SELECT recipient FROM mails WHERE event_id = $1", [event])).toEqual([
    { recipient: `${other}@x` },
  ]);
});
