import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type StartedApp, startApp } from "../http/testing/start-app.js";
import { somebody, Visitor } from "../http/testing/visitor.js";
import { days, hashSecret, minutes } from "./secret-token.js";

let app: StartedApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

async function registered() {
  const visitor = new Visitor(app.url);
  const person = somebody();
  const reply = await visitor.post("/api/users", person);
  expect(reply.status).toBe(201);
  return { visitor, person, id: reply.body.id as string, reply };
}

test("register gives the user, a session and one event with its version", async () => {
  const { visitor, person, id, reply } = await registered();
  expect(reply.body).toEqual({
    id,
    email: person.email,
    name: person.name,
    emailVerified: false,
    locale: "en",
    roles: [],
  });
  const [cookie] = reply.headers.getSetCookie();
  expect(cookie).toMatch(/^rb_session=.*Path=\/; Expires=.*HttpOnly; SameSite=Lax$/);
  expect((await visitor.get("/api/users/me")).body).toEqual(reply.body);
  const events = await app.sql.rows<{ envelope: { type: string; aggregateversion: number } }>(
    "SELECT envelope FROM outbox WHERE subject = $1",
    [`users/${id}`],
  );
  expect(events.map(({ envelope }) => [envelope.type, envelope.aggregateversion])).toEqual([
    ["com.railbooker.UserRegistered.v1", 1],
  ]);
});

test("of ten registrations of one address at once exactly one succeeds, in whatever case it is written", async () => {
  const person = somebody();
  const replies = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      new Visitor(app.url).post("/api/users", {
        ...person,
        email: index % 2 === 0 ? person.email : person.email.toUpperCase(),
      }),
    ),
  );
  expect(replies.map((reply) => reply.status).sort()).toEqual([201, ...Array(9).fill(409)]);
  expect(replies.find((reply) => reply.status === 409)?.body.code).toBe("email-taken");
  const [row] = await app.sql.rows("SELECT count(*)::int FROM users WHERE lower(email) = $1", [person.email]);
  expect(row).toEqual({ count: 1 });
});

test("a common password is refused", async () => {
  const reply = await new Visitor(app.url).post("/api/users", { ...somebody(), password: "Password123" });
  expect(reply.status).toBe(422);
  expect(reply.body.code).toBe("password-too-common");
});

test("a wrong password and an unknown address are answered alike", async () => {
  const { person } = await registered();
  const wrong = await new Visitor(app.url).post("/api/users/login", {
    email: person.email,
    password: "wrong",
  });
  const unknown = await new Visitor(app.url).post("/api/users/login", {
    email: "nobody@example.org",
    password: "wrong",
  });
  expect(wrong.status).toBe(401);
  expect({ ...unknown.body, requestId: "" }).toEqual({ ...wrong.body, requestId: "" });
  expect(wrong.headers.getSetCookie()).toEqual([]);
});

test("signing in makes a new session id, signing out ends it at once and tells the sockets", async () => {
  const { visitor, person, id } = await registered();
  const first = visitor.cookie;
  const again = await visitor.post("/api/users/login", { email: person.email, password: person.password });
  expect(again.status).toBe(200);
  expect(visitor.cookie).not.toBe(first);
  const before = new Visitor(app.url);
  before.cookie = first;
  expect((await before.get("/api/users/me")).status).toBe(401);

  const session = visitor.cookie;
  const out = await visitor.post("/api/users/logout");
  expect(out.status).toBe(204);
  expect(visitor.cookie).toBeUndefined();
  expect(app.endedSockets).toContain(id);
  const after = new Visitor(app.url);
  after.cookie = session;
  const reply = await after.get("/api/users/me");
  expect([reply.status, reply.body.code]).toEqual([401, "not-signed-in"]);
});

test("a session that a look found before the sign-out does not come back from the cache", async () => {
  const { visitor } = await registered();
  const sid = decodeURIComponent(visitor.cookie ?? "").replace(/^rb_session=s:([^.]+)\..*$/, "$1");
  const key = `railbooker:session:${hashSecret(sid)}`;
  await visitor.get("/api/users/me");
  const cached = await app.redis.get(key);
  expect(cached).toContain("passport");
  const session = visitor.cookie;
  await visitor.post("/api/users/logout");
  expect(await app.redis.set(key, cached ?? "", "PX", 60_000, "NX")).toBeNull();
  visitor.cookie = session;
  expect((await visitor.get("/api/users/me")).status).toBe(401);
});

test("a wiped cache signs nobody out; a deleted session row does once the cache has forgotten it", async () => {
  const { visitor, id } = await registered();
  await app.redis.flushdb();
  expect((await visitor.get("/api/users/me")).status).toBe(200);
  await app.sql.rows("DELETE FROM sessions WHERE user_id = $1", [id]);
  await app.redis.flushdb();
  expect((await visitor.get("/api/users/me")).status).toBe(401);
});

test("a session ends after seven idle days, and after thirty in any case", async () => {
  const idle = await registered();
  app.pass(days(7) + minutes(1));
  await app.redis.flushdb();
  expect((await idle.visitor.get("/api/users/me")).status).toBe(401);

  const busy = await registered();
  for (let week = 0; week < 5; week += 1) {
    app.pass(days(6));
    await app.redis.flushdb();
    const { status } = await busy.visitor.get("/api/users/me");
    expect([week, status]).toEqual([week, week < 4 ? 200 : 401]);
  }
});

test("the cookie of an https site has the __Host- prefix and is Secure", async () => {
  const secure = await startApp({ publicUrl: "https://rail.example" });
  try {
    const reply = await new Visitor(secure.url).post("/api/users", somebody(), {
      "x-forwarded-proto": "https",
    });
    expect(reply.headers.getSetCookie()[0]).toMatch(
      /^__Host-rb_session=.*Path=\/;.*HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(reply.headers.get("strict-transport-security")).toContain("max-age=31536000");
  } finally {
    await secure.close();
  }
});

test("with Redis away people register, stay signed in and sign out", async () => {
  const alone = await startApp({ redisUrl: "redis://127.0.0.1:1" });
  try {
    const visitor = new Visitor(alone.url);
    expect((await visitor.post("/api/users", somebody())).status).toBe(201);
    expect((await visitor.get("/api/users/me")).status).toBe(200);
    expect((await visitor.post("/api/users/logout")).status).toBe(204);
    expect((await visitor.get("/api/users/me")).status).toBe(401);
  } finally {
    await alone.close();
  }
});

test("a socket's handshake is known by its cookie or its token, and by nothing else", async () => {
  const { visitor, id, person } = await registered();
  const { body: tokens } = await visitor.post("/api/users/token", {
    grantType: "password",
    email: person.email,
    password: person.password,
  });
  const handshake = (headers: Record<string, string>) =>
    ({ headers, url: "/socket.io/?EIO=4", method: "GET", connection: {}, socket: {} }) as never;
  expect(await app.accounts.identify(handshake({ cookie: visitor.cookie ?? "" }))).toEqual({ userId: id });
  const byToken = await app.accounts.identify(handshake({}), tokens.accessToken);
  expect(byToken?.userId).toBe(id);
  expect(byToken?.expiresAt?.getTime()).toBeGreaterThan(Date.now());
  expect(await app.accounts.identify(handshake({}))).toBeUndefined();
  expect(await app.accounts.identify(handshake({}), "forged")).toBeUndefined();
  await visitor.post("/api/users/logout", undefined, { authorization: `Bearer ${tokens.accessToken}` });
  expect(await app.accounts.identify(handshake({}), tokens.accessToken)).toBeUndefined();
});
