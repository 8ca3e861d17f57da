import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { route } from "@railbooker/runtime/routes";
import Type from "typebox";
import { grantRole } from "../accounts/grant-role.js";
import { type StartedApp, startApp } from "./testing/start-app.js";
import { somebody, Visitor } from "./testing/visitor.js";

const extra = (path: string, access: "public" | "operator" | "inspector", run: () => Promise<never>) =>
  route(
    {
      method: "get",
      path,
      summary: "for this test",
      tag: "test",
      access,
      query: Type.Object({ q: Type.Optional(Type.String()) }, { additionalProperties: false }),
      responses: { 200: Type.Object({}) },
    },
    run,
  );

let app: StartedApp;
beforeAll(async () => {
  app = await startApp({
    routes: [
      extra("/broken/:id", "public", async () => {
        throw Object.assign(new Error("secret inside"), { parameters: ["canary-parameter"] });
      }),
      extra(
        "/bad-query",
        "public",
        () => app.sql.rows("SELECT * FROM nowhere WHERE x = $1", ["canary-parameter"]) as never,
      ),
      extra("/for-operators", "operator", async () => ({ status: 200, body: {} }) as never),
      extra("/for-inspectors", "inspector", async () => ({ status: 200, body: {} }) as never),
    ],
  });
});
afterAll(() => app.close());

const visitor = () => new Visitor(app.url);

test.each([
  ["an unknown field", { ...somebody(), admin: true }, "/admin", '"admin" is not a known field'],
  [
    "a missing field",
    { email: "a@example.org", password: "three unrelated words" },
    "/name",
    '"name" is missing',
  ],
  ["an object for a text", { ...somebody(), email: { $ne: 1 } }, "/email", "must be string; got an object"],
  ["an array for a text", { ...somebody(), password: ["a"] }, "/password", "must be string; got an array"],
  ["a short password", { ...somebody(), password: "short" }, "/password", "got a text of 5 characters"],
  ["two addresses", { ...somebody(), email: "a@example.org,b@example.org" }, "/email", "must match"],
  ["a line break in a name", { ...somebody(), name: "a\r\nBcc: b@example.org" }, "/name", "must match"],
  ["a NUL in a name", { ...somebody(), name: "a\u0000b" }, "/name", "must match"],
  ["an array as the whole", [], "", "must be object"],
])("%s is a 400 that names it", async (_kind, body, pointer, detail) => {
  const reply = await visitor().post("/api/users", body);
  expect([reply.status, reply.body.code]).toEqual([400, "invalid-request"]);
  expect(reply.headers.get("content-type")).toContain("application/problem+json");
  expect(reply.body.requestId).toBe(reply.headers.get("x-request-id"));
  expect(reply.body.errors).toContainEqual({ pointer, detail: expect.stringContaining(detail) });
});

test("__proto__ is an unknown field like any other", async () => {
  const reply = await visitor().post(
    "/api/users/login",
    '{"email":"a@example.org","password":"x","__proto__":{"a":1}}',
  );
  expect([reply.status, reply.body.errors[0].pointer]).toEqual([400, "/__proto__"]);
});

test("the two grants do not mix", async () => {
  const both = await visitor().post("/api/users/token", {
    grantType: "refresh_token",
    refreshToken: "x",
    password: "y",
  });
  expect([both.status, both.body.errors[0].pointer]).toEqual([400, "/password"]);
  const neither = await visitor().post("/api/users/token", { grantType: "password" });
  expect([neither.status, neither.body.errors[0].pointer]).toEqual([400, "/email"]);
  const other = await visitor().post("/api/users/token", { grantType: "magic" });
  expect(other.body.detail).toContain("password, refresh_token");
});

test.each([
  ["malformed JSON", "{", {}, 400, "malformed-json"],
  [
    "a form",
    "email=a",
    { "content-type": "application/x-www-form-urlencoded" },
    400,
    "unsupported-media-type",
  ],
  ["JSON said to be text", "{}", { "content-type": "text/plain" }, 400, "unsupported-media-type"],
  ["2 MB", JSON.stringify({ name: "x".repeat(2_000_000) }), {}, 413, "too-large"],
])("%s is refused", async (_kind, body, headers, status, code) => {
  const reply = await visitor().post("/api/users", body, headers);
  expect([reply.status, reply.body.code]).toEqual([status, code]);
});

test("thousands of unknown fields get a short answer", async () => {
  const fields = Object.fromEntries(Array.from({ length: 8000 }, (_, index) => [`f${index}`, 1]));
  const reply = await visitor().post("/api/users", fields);
  expect(reply.status).toBe(400);
  expect(reply.body.errors.length).toBeLessThanOrEqual(20);
});

test.each([
  ["/api/nothing", 404, "no-such-path"],
  ["/nothing", 404, "no-such-path"],
  ["/api/broken/%E0%A4%A", 400, "bad-request"],
  ["/api/bad-query?q=a&q=b", 400, "invalid-request"],
  ["/api/bad-query?q[]=a", 400, "invalid-request"],
  ["/api/users/me", 401, "not-signed-in"],
])("GET %s is a %d problem with every protective header", async (path, status, code) => {
  const reply = await visitor().get(path);
  expect([reply.status, reply.body.code]).toEqual([status, code]);
  expect(reply.headers.get("x-content-type-options")).toBe("nosniff");
  expect(reply.headers.get("x-powered-by")).toBeNull();
  expect(reply.headers.get("referrer-policy")).toBe("no-referrer");
  expect(reply.headers.get("content-security-policy")).toBe(
    "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self' ws://localhost:3000;" +
      "font-src 'self';manifest-src 'self';worker-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
  );
  expect(reply.headers.get("strict-transport-security")).toBeNull();
  if (path.startsWith("/api")) expect(reply.headers.get("cache-control")).toBe("no-store");
});

test("roles open what they are for; nobody can give themselves one", async () => {
  const person = somebody();
  const someone = visitor();
  await someone.post("/api/users", person);
  const refused = await someone.get("/api/for-operators");
  expect([refused.status, refused.body.code]).toEqual([403, "not-allowed"]);
  expect(await grantRole(app.sql, person.email, "operator")).toBe("granted");
  expect((await someone.get("/api/for-operators")).status).toBe(200);
  expect((await someone.get("/api/for-inspectors")).status).toBe(403);
});

test("another site's page cannot act in a visitor's name", async () => {
  const victim = visitor();
  await victim.post("/api/users", somebody());
  const hostile = new Visitor(app.url, { "sec-fetch-site": "cross-site", origin: "https://evil.example" });
  hostile.cookie = victim.cookie;
  const reply = await hostile.post("/api/users/logout");
  expect([reply.status, reply.body.code]).toEqual([403, "cross-site"]);
  expect((await victim.get("/api/users/me")).status).toBe(200);
});

test("an error of our own says nothing of its reason, and the log keeps its parameters to itself", async () => {
  for (const path of ["/api/broken/7", "/api/bad-query"]) {
    const reply = await visitor().get(path);
    expect([reply.status, reply.body.code]).toEqual([500, "internal"]);
    expect(JSON.stringify(reply.body)).not.toMatch(/secret|nowhere|SELECT|at /);
  }
  const log = app.logged.join("");
  expect(log).toContain("secret inside");
  expect(log).not.toContain("canary-parameter");
});

test("the log has a line for each request and no word of whom it was about", async () => {
  const someone = visitor();
  const person = { ...somebody(), name: "Canary Name" };
  const { body, headers } = await someone.post("/api/users", person);
  await someone.post("/api/users", person);
  await visitor().post("/api/users/login", { email: person.email, password: "a canary password" });
  const { body: tokens } = await visitor().post("/api/users/token", {
    grantType: "password",
    email: person.email,
    password: person.password,
  });
  await visitor().post("/api/users/token", { grantType: "refresh_token", refreshToken: tokens.refreshToken });
  await visitor().post("/api/users/token", { grantType: "refresh_token", refreshToken: tokens.refreshToken });
  const lines = app.logged.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.find((line) => line["request_id"] === headers.get("x-request-id"))).toMatchObject({
    method: "POST",
    route: "/api/users",
    status: 201,
    level: "info",
    msg: "request",
  });
  expect(lines).toContainEqual(
    expect.objectContaining({ route: "/api/broken/:id", status: 500, level: "warn" }),
  );
  expect(lines).toContainEqual(
    expect.objectContaining({ msg: "a refresh token was used twice", userId: body.id, level: "warn" }),
  );
  const log = app.logged.join("");
  const cookie = (someone.cookie ?? "").split("=")[1] ?? "";
  expect(cookie.length).toBeGreaterThan(20);
  for (const canary of [
    person.email,
    "Canary",
    "a canary password",
    person.password,
    cookie,
    tokens.accessToken,
    tokens.refreshToken,
  ]) {
    expect(log).not.toContain(canary);
  }
});

test("liveness, the OpenAPI document and its page are public; TRACE is not", async () => {
  expect((await visitor().get("/health")).body).toMatchObject({ status: "ok", service: "booking" });
  const { body: document } = await visitor().get("/api/openapi.json");
  expect(document.openapi).toBe("3.1.0");
  expect(Object.keys(document.paths["/api/users/me"])).toEqual(["get", "patch", "delete"]);
  expect(
    document.paths["/api/users"].post.requestBody.content["application/json"].schema.additionalProperties,
  ).toBe(false);
  const page = await visitor().get("/api/docs");
  expect(page.headers.get("content-type")).toContain("text/html");
  expect(page.body).toContain("<code>/api/users/login</code>");
  expect(page.body).not.toContain("<script");
  expect((await visitor().send("HEAD", "/health")).status).toBe(200);
  const port = Number(new URL(app.url).port);
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.write("TRACE /api/users/me HTTP/1.1\r\nHost: x\r\nCookie: canary\r\nConnection: close\r\n\r\n");
    });
    let text = "";
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    socket.on("end", () => resolve(text));
    socket.on("error", reject);
  });
  expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  expect(answer).not.toContain("canary");
});
