import { createHmac, randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { accessTokenKey, signAccessToken } from "@railbooker/runtime/access-token";
import { type StartedApp, startApp } from "../http/testing/start-app.js";
import { somebody, Visitor } from "../http/testing/visitor.js";
import { days } from "./secret-token.js";
import { sweepAccounts } from "./sweep-accounts.js";

let app: StartedApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

async function signedIn() {
  const person = somebody();
  const visitor = new Visitor(app.url, {});
  const { body: user } = await new Visitor(app.url).post("/api/users", person);
  const reply = await visitor.post("/api/users/token", {
    grantType: "password",
    email: person.email,
    password: person.password,
  });
  expect(reply.status).toBe(200);
  return { visitor, person, id: user.id as string, tokens: reply.body };
}

const me = (token: string) =>
  new Visitor(app.url, {}).get("/api/users/me", { authorization: `Bearer ${token}` });
const refresh = (refreshToken: string) =>
  new Visitor(app.url, {}).post("/api/users/token", { grantType: "refresh_token", refreshToken });

test("a password gives a pair of tokens, and no cookie", async () => {
  const { visitor, person, tokens } = await signedIn();
  expect(tokens).toEqual({
    accessToken: expect.any(String),
    tokenType: "Bearer",
    expiresIn: 900,
    refreshToken: expect.any(String),
  });
  expect(visitor.cookie).toBeUndefined();
  expect((await me(tokens.accessToken)).body.email).toBe(person.email);
});

test("a refresh token works once; used again it ends its whole family, access tokens included", async () => {
  const { tokens } = await signedIn();
  const second = await refresh(tokens.refreshToken);
  expect(second.status).toBe(200);
  const third = await refresh(second.body.refreshToken);
  expect(third.status).toBe(200);
  const reused = await refresh(tokens.refreshToken);
  expect([reused.status, reused.body.code]).toEqual([401, "invalid-refresh-token"]);
  expect((await refresh(third.body.refreshToken)).status).toBe(401);
  expect((await me(third.body.accessToken)).body.code).toBe("invalid-token");
});

test("of two uses of one refresh token at once at most one succeeds, and its family ends", async () => {
  const { tokens } = await signedIn();
  const both = await Promise.all([refresh(tokens.refreshToken), refresh(tokens.refreshToken)]);
  expect(both.map((reply) => reply.status).sort()).toEqual([200, 401]);
  const won = both.find((reply) => reply.status === 200);
  expect((await refresh(won?.body.refreshToken)).status).toBe(401);
});

test("a sweep removes an ended family only a week later", async () => {
  const { tokens, id } = await signedIn();
  await refresh(tokens.refreshToken);
  await refresh(tokens.refreshToken);
  const count = async () =>
    (await app.sql.rows("SELECT 1 FROM token_families WHERE user_id = $1", [id])).length;
  await sweepAccounts(app.sql, new Date());
  expect(await count()).toBe(1);
  await sweepAccounts(app.sql, new Date(Date.now() + days(8)));
  expect(await count()).toBe(0);
});

test("forged, expired and misdirected tokens are refused, even beside a good session", async () => {
  const { id, person } = await signedIn();
  const visitor = new Visitor(app.url);
  await visitor.post("/api/users/login", { email: person.email, password: person.password });
  expect((await visitor.get("/api/users/me")).status).toBe(200);
  const claims = { userId: id };
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const exp = Math.floor(Date.now() / 1000) + 600;
  const payload = encode({ sub: id, iss: "railbooker", aud: "railbooker-api", exp });
  const rest = `${encode({ alg: "HS384", typ: "JWT" })}.${payload}`;
  const bad = {
    none: `${encode({ alg: "none", typ: "JWT" })}.${payload}.`,
    "other key": signAccessToken(
      accessTokenKey(randomBytes(32).toString("base64")),
      claims,
      "railbooker-api",
      60,
    ),
    "other algorithm": `${rest}.${createHmac("sha384", app.key).update(rest).digest("base64url")}`,
    expired: signAccessToken(app.key, claims, "railbooker-api", -1),
    misdirected: signAccessToken(app.key, claims, "railbooker-notification", 60),
    "nobody's": signAccessToken(app.key, { userId: "no-such-user" }, "railbooker-api", 60),
    "no token at all": "",
  };
  for (const [kind, token] of Object.entries(bad)) {
    const reply = await visitor.get("/api/users/me", { authorization: `Bearer ${token}` });
    expect([kind, reply.status, reply.body.code]).toEqual([kind, 401, "invalid-token"]);
  }
  expect((await me(signAccessToken(app.key, claims, "railbooker-api", 60))).status).toBe(200);
});

test("a reset ends every session and token; its link works once and for ten minutes", async () => {
  const { person, id, tokens } = await signedIn();
  const visitor = new Visitor(app.url);
  await visitor.post("/api/users/login", { email: person.email, password: person.password });
  expect((await visitor.get("/api/users/me")).status).toBe(200);
  const asked = await new Visitor(app.url).post("/api/users/forgot-password", { email: person.email });
  const unknown = await new Visitor(app.url).post("/api/users/forgot-password", { email: "no@example.org" });
  expect([asked.status, asked.body, unknown.status, unknown.body]).toEqual([202, undefined, 202, undefined]);

  const link = await tokenOf(id, "PasswordResetRequested", "resetToken");
  const wrongPurpose = await new Visitor(app.url).post("/api/users/verify-email", { token: link });
  expect([wrongPurpose.status, wrongPurpose.body.code]).toEqual([410, "link-expired"]);
  const reset = { token: link, password: "another three words" };
  expect((await new Visitor(app.url).post("/api/users/reset-password", reset)).status).toBe(204);
  expect((await new Visitor(app.url).post("/api/users/reset-password", reset)).status).toBe(410);
  expect((await visitor.get("/api/users/me")).status).toBe(401);
  expect((await me(tokens.accessToken)).status).toBe(401);
  expect((await refresh(tokens.refreshToken)).status).toBe(401);
  expect(app.endedSockets).toContain(id);
  const login = { email: person.email, password: "another three words" };
  expect((await new Visitor(app.url).post("/api/users/login", login)).status).toBe(200);
});

test("an address is verified by the link in its mail; the database holds no usable secret", async () => {
  const { id, tokens } = await signedIn();
  const token = await tokenOf(id, "UserRegistered", "verificationToken");
  expect((await new Visitor(app.url).post("/api/users/verify-email", { token })).status).toBe(204);
  expect((await me(tokens.accessToken)).body.emailVerified).toBe(true);
  const stored = await app.sql.rows<{ all: string }>(
    `SELECT json_agg(t)::text AS all FROM user_tokens t UNION ALL SELECT json_agg(r)::text FROM refresh_tokens r
     UNION ALL SELECT json_agg(u)::text FROM users u UNION ALL SELECT json_agg(s)::text FROM sessions s`,
  );
  const text = stored.map((row) => row.all).join();
  for (const secret of [token, tokens.refreshToken, "three unrelated words"])
    expect(text).not.toContain(secret);
  expect(text).toContain("$argon2id$v=19$m=19456,t=2,p=1$");
});

test("a name is changed; a deleted account is nobody's, and its address is free again", async () => {
  const { person, id, tokens } = await signedIn();
  const bearer = { authorization: `Bearer ${tokens.accessToken}` };
  const visitor = new Visitor(app.url, {});
  const renamed = await visitor.send("PATCH", "/api/users/me", { name: "  Ada Lovelace " }, bearer);
  expect(renamed.body.name).toBe("Ada Lovelace");
  expect((await visitor.send("DELETE", "/api/users/me", { password: person.password }, bearer)).status).toBe(
    204,
  );
  expect((await me(tokens.accessToken)).status).toBe(401);
  const [row] = await app.sql.rows("SELECT email, name, password_hash FROM users WHERE id = $1", [id]);
  expect(row).toEqual({
    email: `deleted-${id}@deleted.invalid`,
    name: "Deleted traveller",
    password_hash: null,
  });
  expect((await new Visitor(app.url).post("/api/users", person)).status).toBe(201);
});

async function tokenOf(userId: string, event: string, field: string): Promise<string> {
  const [row] = await app.sql.rows<{ token: string }>(
    "SELECT envelope->'data'->>$3 AS token FROM outbox WHERE subject = $1 AND envelope->>'type' = $2",
    [`users/${userId}`, `com.railbooker.${event}.v1`, field],
  );
  return row?.token ?? "";
}
