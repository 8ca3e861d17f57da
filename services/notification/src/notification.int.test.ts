import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { catalogue, type EventData, type EventName } from "@railbooker/events/catalogue";
import { createEnvelope, type EventEnvelope } from "@railbooker/events/envelope";
import { publish as publishTo } from "@railbooker/events/testing/publish";
import { type Audience, accessTokenKey, signAccessToken } from "@railbooker/runtime/access-token";
import { createLogger } from "@railbooker/runtime/logger";
import { migrate } from "@railbooker/runtime/migrations";
import { createTestDatabase, type TestDatabase } from "@railbooker/runtime/testing/postgres";
import { createOwnRedis, type OwnRedis } from "@railbooker/runtime/testing/redis-server";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { Redis } from "ioredis";
import pg from "pg";
import { compose, type NotificationService } from "./compose.js";
import { migrations, schema } from "./database/migrations.js";
import { type FakeEmailService, startFakeEmailService } from "./testing/fake-email-service.js";

const log = createLogger({ service: "test", level: "silent" });
const secret = randomBytes(32).toString("base64");
let database: TestDatabase;
let sql: pg.Pool;
let server: OwnRedis;
let email: FakeEmailService;
let redis: Redis;
let service: NotificationService;

beforeAll(async () => {
  const version = migrations.map(({ name }) => name).join();
  database = await createTestDatabase("notification", version, (url) => migrate({ url, schema, migrations }));
  sql = new pg.Pool({ connectionString: database.url, max: 2, options: `-c search_path=${schema}` });
  server = await createOwnRedis();
});
beforeEach(async () => {
  email = await startFakeEmailService();
  redis = new Redis(server.url);
  await redis.flushall();
  service = await start();
});
afterEach(async () => {
  await service.close();
  redis.disconnect();
  await email.close();
});
afterAll(async () => {
  await sql.end();
  await database.drop();
  await server.remove();
});

async function start(): Promise<NotificationService> {
  const config = {
    PORT: 0,
    OPS_PORT: 0,
    DRAIN_GRACE_SECONDS: 0,
    OPS_HOST: "127.0.0.1",
    DATABASE_URL: database.url,
    REDIS_URL: server.url,
    BUS_PARTITIONS: 1,
    ACCESS_TOKEN_KEY: secret,
    EMAIL_SERVICE_URL: email.url,
    EMAIL_SERVICE_TOKEN: "the-email-service-token",
    INBOX_DAYS: 40,
    MAIL_DAYS: 90,
    NOTIFICATION_DAYS: 400,
    LOG_LEVEL: "silent",
  };
  const retry = { attempts: 3, baseMs: 50, capMs: 100 };
  const made = compose(config, { log, retry, sweepMs: 200 });
  await made.start();
  return made;
}

function eventOf<N extends EventName>(name: N, data: EventData<N>, extra = {}): EventEnvelope {
  return createEnvelope({ name, aggregateId: randomUUID(), aggregateVersion: 1, data, ...extra }, new Date());
}
const booked = (userId: string, extra = {}) =>
  eventOf("BookingCreated", { ...catalogue.BookingCreated.example, userId }, extra);
const publish = (...events: EventEnvelope[]) => publishTo(redis, events);

async function mailOf(eventId: string) {
  const { rows } = await sql.query("SELECT * FROM mails WHERE event_id = $1", [eventId]);
  return rows as { id: string; status: string; attempts: number; last_error: string | null }[];
}
const sent = (eventId: string) =>
  waitFor("the mail to be sent", async () => (await mailOf(eventId))[0]?.status === "sent");

async function ask(
  userId: string,
  path: string,
  init: RequestInit = {},
  audience: Audience = "railbooker-notification",
) {
  const token = signAccessToken(accessTokenKey(secret), { userId }, audience, 60);
  const response = await fetch(`http://127.0.0.1:${service.port()}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

test("a booking becomes a notification in the feed and one mail, also when its event comes twice", async () => {
  const userId = randomUUID();
  const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  const event = booked(userId, { traceparent });
  await publish(event);
  await redis.xadd("{railbooker}:events", "*", "event", JSON.stringify(event));
  await sent(event.id);
  await waitFor("both deliveries", async () => {
    const [count] = (await redis.xpending("{railbooker}:events", "notification")) as [number];
    const groups = (await redis.xinfo("GROUPS", "{railbooker}:events")) as unknown[][];
    return (
      count === 0 &&
      groups[0]?.includes((await redis.xrevrange("{railbooker}:events", "+", "-", "COUNT", 1))[0]?.[0])
    );
  });
  const feed = await ask(userId, "/notifications?after=0");
  expect(feed).toMatchObject({
    status: 200,
    body: { maxSeq: 1, unread: 1, items: [{ seq: 1, type: "booking-confirmed", readAt: null }] },
  });
  expect(email.received).toHaveLength(1);
  const [mail] = await mailOf(event.id);
  expect(email.received[0]).toMatchObject({
    headers: {
      authorization: "Bearer the-email-service-token",
      "idempotency-key": mail?.id,
      "x-request-id": event.id,
      traceparent,
    },
    body: { to: "traveller@example.org", template: "bookingConfirmation" },
  });
});

test("a mail that fails first is sent once, under the same key throughout", async () => {
  email.answers.push(500, 503);
  const event = booked(randomUUID());
  await publish(event);
  await sent(event.id);
  expect(email.received.map(({ status }) => status)).toEqual([500, 503, 200]);
  expect(new Set(email.received.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
  expect((await mailOf(event.id))[0]).toMatchObject({ attempts: 3, last_error: null });
});

test("after the last of a job's attempts the sweeper begins anew", async () => {
  email.answers.push(500, 500, 500, 500);
  const event = booked(randomUUID());
  await publish(event);
  await sent(event.id);
  expect(email.received).toHaveLength(5);
});

test("a mail refused for good is not sent again", async () => {
  email.answers.push(422);
  const refused = booked(randomUUID());
  await publish(refused);
  await waitFor("the refusal", async () => (await mailOf(refused.id))[0]?.status === "failed");
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(email.received).toHaveLength(1);
});

test("a mail whose fate is unknown is sent again under a key of its own, and not for ever", async () => {
  email.answers.push(504);
  const once = booked(randomUUID());
  await publish(once);
  await sent(once.id);
  const [{ id } = { id: "" }] = await mailOf(once.id);
  expect(email.received.map(({ headers }) => headers["idempotency-key"])).toEqual([id, `${id}.1`]);

  email.answers.push(504, 504, 504);
  const always = booked(randomUUID());
  await publish(always);
  await waitFor("the last doubt", async () => (await mailOf(always.id))[0]?.status === "unknown");
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(email.received).toHaveLength(5);
});

test("Redis killed while mails wait: they follow when it is back", async () => {
  const event = booked(randomUUID());
  email.answers.push(...Array.from({ length: 2 }, () => 503));
  await publish(event);
  await waitFor("the first attempt", () => email.received.length > 0);
  await server.kill();
  await server.start();
  await sent(event.id);
});

test("Redis wiped while a mail waits: it is queued again from Postgres", async () => {
  const event = booked(randomUUID());
  email.answers.push(503, 503);
  await publish(event);
  await waitFor("the first attempt", () => email.received.length > 0);
  await redis.flushall();
  await sent(event.id);
});

test("a mail stored while Redis was away is sent once it is back", async () => {
  const id = randomUUID();
  await server.kill();
  try {
    await sql.query(
      `INSERT INTO mails (id, event_id, user_id, template, recipient, data, created_at, queued_at)
       VALUES ($1, $2, 'u', 'verifyEmail', 'a@example.org', '{}', now(), now())`,
      [id, id],
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(email.received).toHaveLength(0);
  } finally {
    await server.start();
  }
  await sent(id);
});

test("twenty events at once are numbered without a gap, each once", async () => {
  const userId = randomUUID();
  const second = await start();
  try {
    await publish(...Array.from({ length: 20 }, () => booked(userId)));
    await waitFor(
      "twenty notifications",
      async () => (await ask(userId, "/notifications")).body.maxSeq === 20,
    );
    const { body } = await ask(userId, "/notifications?limit=100");
    expect(body.items.map(({ seq }: { seq: number }) => seq)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
  } finally {
    await second.close();
  }
});

test("the feed gives what a browser missed, or the latest, and remembers what was read", async () => {
  const userId = randomUUID();
  await publish(...Array.from({ length: 5 }, () => booked(userId)));
  await waitFor("five", async () => (await ask(userId, "/notifications")).body.maxSeq === 5);
  const seqs = async (query: string) =>
    (await ask(userId, `/notifications?${query}`)).body.items.map(({ seq }: { seq: number }) => seq);
  expect(await seqs("after=2")).toEqual([3, 4, 5]);
  expect(await seqs("after=0&limit=2")).toEqual([1, 2]);
  expect(await seqs("limit=2")).toEqual([4, 5]);
  expect(await seqs("before=4&limit=2")).toEqual([2, 3]);
  expect(await seqs("before=1")).toEqual([]);
  expect(await seqs("after=1&before=4")).toEqual([2, 3]);
  const read = (upTo: number) =>
    ask(userId, "/notifications/read", { method: "POST", body: JSON.stringify({ upTo }) });
  expect(await read(3)).toEqual({ status: 200, body: { maxSeq: 5, unread: 2 } });
  expect(await read(1)).toEqual({ status: 200, body: { maxSeq: 5, unread: 2 } });
  expect(await read(99)).toEqual({ status: 200, body: { maxSeq: 5, unread: 0 } });
  expect((await ask(userId, "/notifications")).body.items[4].readAt).not.toBeNull();
  expect(await ask(randomUUID(), "/notifications")).toMatchObject({
    body: { items: [], maxSeq: 0, unread: 0 },
  });
});

test("preferences are kept and heeded; what matters cannot be switched off", async () => {
  const userId = randomUUID();
  const { body: choices } = await ask(userId, "/notifications/preferences");
  expect(choices["booking-confirmed"]).toEqual({ email: true, push: true });
  const put = (body: unknown) =>
    ask(userId, "/notifications/preferences", { method: "PUT", body: JSON.stringify(body) });
  expect(await put({ ...choices, "booking-cancelled": { email: false, push: true } })).toMatchObject({
    status: 422,
    body: { code: "mail-always-sent" },
  });
  expect((await put({ ...choices, "booking-confirmed": { email: false, push: true } })).status).toBe(200);
  const event = booked(userId);
  await publish(event);
  await waitFor("the notification", async () => (await ask(userId, "/notifications")).body.maxSeq === 1);
  expect(await mailOf(event.id)).toEqual([]);
});

test("without the right token, or with unknown fields, nothing is given", async () => {
  const userId = randomUUID();
  const anonymous = await fetch(`http://127.0.0.1:${service.port()}/notifications`);
  expect(anonymous.status).toBe(401);
  expect(anonymous.headers.get("content-type")).toContain("application/problem+json");
  expect((await ask(userId, "/notifications", {}, "railbooker-api")).status).toBe(401);
  expect((await ask(userId, "/notifications?aftr=1")).status).toBe(400);
  expect((await ask(userId, "/nothing")).status).toBe(404);
});

test("the service that holds the sockets asks for many users' numbers, and nobody else does", async () => {
  const userId = randomUUID();
  await publish(booked(userId), booked(userId));
  await waitFor("both", async () => (await ask(userId, "/notifications")).body.maxSeq === 2);
  const init = { method: "POST", body: JSON.stringify({ userIds: [userId, randomUUID()] }) };
  expect(await ask("service:booking", "/feeds/numbers", init, "railbooker-feeds")).toEqual({
    status: 200,
    body: { feeds: [{ userId, maxSeq: 2 }] },
  });
  expect((await ask(userId, "/feeds/numbers", init)).status).toBe(401);
  const outcomes = await ask("service:booking", "/mails/outcomes?minutes=5", {}, "railbooker-feeds");
  expect(outcomes.body.minutes).toHaveLength(5);
  expect((await ask(userId, "/mails/outcomes")).status).toBe(401);
  expect((await ask(userId, "/notifications", {}, "railbooker-feeds")).status).toBe(401);
});

test("a push that is not wanted stays quiet when it is fetched later", async () => {
  const userId = randomUUID();
  const body = JSON.stringify({ "booking-confirmed": { email: false, push: false } });
  expect((await ask(userId, "/notifications/preferences", { method: "PUT", body })).status).toBe(200);
  await publish(booked(userId));
  await waitFor("the notification", async () => (await ask(userId, "/notifications")).body.maxSeq === 1);
  expect((await ask(userId, "/notifications")).body.items).toMatchObject([{ seq: 1, silent: true }]);
});

test("what matters is shown in any case, and quiet hours need a zone that exists", async () => {
  const put = (body: unknown) =>
    ask(randomUUID(), "/notifications/preferences", { method: "PUT", body: JSON.stringify(body) });
  expect(await put({ "train-cancelled": { email: true, push: false } })).toMatchObject({
    status: 422,
    body: { code: "push-always-shown", errors: [{ pointer: "/train-cancelled/push" }] },
  });
  const quietHours = { from: "21:30", to: "08:00", timeZone: "Europe/Lisbon" };
  expect(await put({ quietHours })).toMatchObject({ status: 200, body: { quietHours } });
  expect(await put({ quietHours: null })).toMatchObject({ status: 200, body: { quietHours: null } });
  expect(await put({ quietHours: { ...quietHours, timeZone: "Mars/Base" } })).toMatchObject({
    status: 422,
    body: { code: "unknown-time-zone" },
  });
  expect((await put({ quietHours: { from: "25:00", to: "07:00" } })).status).toBe(400);
});

test("health is answered without a token, and operators see readiness and counts", async () => {
  const health = await fetch(`http://127.0.0.1:${service.port()}/health`);
  expect(health.status).toBe(200);
  const event = booked(randomUUID());
  await redis.xadd("{railbooker}:events", "*", "event", "no JSON at all");
  await publish(event);
  await sent(event.id);
  await waitFor("the dead letter", async () => (await redis.xlen("{railbooker}:events:dead")) === 1);
  const ready = await fetch(`http://127.0.0.1:${service.opsPort()}/readyz`);
  expect(ready.status).toBe(200);
  const metrics = await (await fetch(`http://127.0.0.1:${service.opsPort()}/metrics`)).text();
  expect(metrics).toMatch(
    /railbooker_events_consumed_total\{outcome="handled",type="BookingCreated"[^}]*\} 1/,
  );
  expect(metrics).toMatch(/railbooker_mail_attempts_total\{outcome="sent"[^}]*\} 1/);
  expect(metrics).toMatch(/railbooker_events_dead_lettered_total\{reason="trimmed"[^}]*\} 0/);
  expect(metrics).toMatch(/railbooker_events_dead_lettered_total\{reason="invalid"[^}]*\} 1/);
});

test("with Redis away it still closes within seconds", async () => {
  const second = await start();
  await server.kill();
  try {
    const began = Date.now();
    await second.close();
    expect(Date.now() - began).toBeLessThan(25_000);
  } finally {
    await server.start();
  }
});

test("a delay is told to each traveller once, also when its event comes twice", async () => {
  const [example] = catalogue.TrainDelayed.example.travellers ?? [];
  if (example === undefined) throw new Error("the example names nobody");
  const [ada, bob] = [randomUUID(), randomUUID()];
  const travellers = [
    { ...example, userId: ada, email: "ada@example.org" },
    { ...example, userId: bob, email: "bob@example.org" },
  ];
  const event = eventOf("TrainDelayed", { ...catalogue.TrainDelayed.example, travellers });
  await publish(event);
  await redis.xadd("{railbooker}:events", "*", "event", JSON.stringify(event));
  await waitFor(
    "both mails",
    async () => (await mailOf(event.id)).filter(({ status }) => status === "sent").length === 2,
  );
  await waitFor("both deliveries", async () => {
    const [pending] = (await redis.xpending("{railbooker}:events", "notification")) as [number];
    const groups = (await redis.xinfo("GROUPS", "{railbooker}:events")) as unknown[][];
    const newest = (await redis.xrevrange("{railbooker}:events", "+", "-", "COUNT", 1))[0]?.[0];
    return pending === 0 && groups[0]?.includes(newest);
  });
  for (const userId of [ada, bob]) {
    const feed = await ask(userId, "/notifications?after=0");
    expect(feed.body).toMatchObject({ maxSeq: 1, items: [{ seq: 1, type: "train-delayed" }] });
  }
  expect(email.received).toHaveLength(2);
});

test("choices made before a kind existed leave that kind at its default", async () => {
  const userId = randomUUID();
  const choices = { "booking-confirmed": { email: false, push: true } };
  const saved = await ask(userId, "/notifications/preferences", {
    method: "PUT",
    body: JSON.stringify(choices),
  });
  expect(saved).toMatchObject({
    status: 200,
    body: { ...choices, "train-delayed": { email: true, push: true } },
  });
  const silent = { "train-cancelled": { email: false, push: true } };
  const refused = await ask(userId, "/notifications/preferences", {
    method: "PUT",
    body: JSON.stringify(silent),
  });
  expect(refused).toMatchObject({ status: 422, body: { code: "mail-always-sent" } });
});

test("mails and notifications come in the user's language, the latest that an event has named", async () => {
  const userId = randomUUID();
  const about = { aggregateId: userId, data: {} };
  const user = <N extends EventName>(name: N, data: EventData<N>, version: number) =>
    createEnvelope({ ...about, name, aggregateVersion: version, data }, new Date());
  const registered = { ...catalogue.UserRegistered.example, userId, locale: "de" as const };
  const first = user("UserRegistered", registered, 1);
  await publish(first);
  await sent(first.id);
  const german = booked(userId);
  await publish(german);
  await sent(german.id);
  expect(email.received.map(({ body }) => body.locale)).toEqual(["de", "de"]);
  const { body } = await ask(userId, "/notifications?after=0");
  expect(body.items.map(({ title }: { title: string }) => title)).toEqual([
    "Willkommen bei RailBooker",
    "Buchung bestätigt",
  ]);

  await publish(user("LanguageChanged", { userId, locale: "en" }, 3));
  await waitFor("the language", async () => {
    const { rows } = await sql.query("SELECT locale FROM travellers WHERE user_id = $1", [userId]);
    return rows[0]?.locale === "en";
  });
  const reset = { ...catalogue.PasswordResetRequested.example, userId, locale: "de" as const };
  const late = user("PasswordResetRequested", reset, 2);
  await publish(late);
  await sent(late.id);
  expect(email.received.at(-1)?.body.locale).toBe("en");
});

test("a new address gets the reminders; a deleted account leaves its last mail and nothing else", async () => {
  const userId = randomUUID();
  const user = <N extends EventName>(name: N, data: EventData<N>, version: number) =>
    createEnvelope({ name, aggregateId: userId, aggregateVersion: version, data }, new Date());
  const tomorrow = new Date(Date.now() + 40 * 3_600_000).toISOString().replace("Z", "+00:00");
  const { booking } = catalogue.BookingCreated.example;
  const legs = booking.legs.map((leg) => ({ ...leg, from: { ...leg.from, departure: tomorrow } }));
  const made = eventOf("BookingCreated", {
    userId,
    booking: { ...booking, reference: userId.slice(0, 8), legs },
  });
  await publish(made);
  await sent(made.id);
  const reminders = async () =>
    (await sql.query("SELECT email FROM reminders WHERE user_id = $1", [userId])).rows as { email: string }[];
  expect((await reminders()).length).toBeGreaterThan(0);

  const { email: from } = booking.contact;
  await publish(user("EmailChanged", { userId, oldEmail: from, newEmail: "new@example.org" }, 2));
  await waitFor("the new address", async () =>
    (await reminders()).every(({ email }) => email === "new@example.org"),
  );
  await ask(userId, "/notifications/preferences", {
    method: "PUT",
    body: JSON.stringify({ reminder: { email: false, push: true } }),
  });

  const deleted = user("AccountDeleted", { userId, email: "new@example.org", locale: "de" }, 3);
  await publish(deleted);
  await sent(deleted.id);
  expect(email.received.at(-1)?.body).toMatchObject({
    template: "accountDeleted",
    to: "new@example.org",
    locale: "de",
  });
  expect(await reminders()).toEqual([]);
  for (const table of ["notifications", "notification_feeds", "preferences"]) {
    const { rows } = await sql.query(`SELECT 1 FROM ${table} WHERE user_id = $1`, [userId]);
    expect([table, rows]).toEqual([table, []]);
  }
  const { rows } = await sql.query("SELECT recipient, data FROM mails WHERE user_id = $1", [userId]);
  expect(rows.length).toBe(3);
  expect(JSON.stringify(rows)).not.toContain("@");

  const late = booked(userId);
  await publish(late);
  await sent(late.id);
  expect((await ask(userId, "/notifications?after=0")).body).toMatchObject({ items: [], maxSeq: 0 });
});
