import { expect, test } from "@jest/globals";
import { type StartedApp, type StartOptions, startApp } from "./testing/start-app.js";
import { somebody, Visitor } from "./testing/visitor.js";

const limits = {
  everything: { points: 12, seconds: 60 },
  guesses: { points: 2, seconds: 60 },
  exports: { points: 2, seconds: 60 },
  sensitive: {
    "/users/login": { perAddress: { points: 6, seconds: 60 }, perEmail: { points: 2, seconds: 60 } },
  },
};

async function withApp(options: StartOptions, work: (app: StartedApp) => Promise<void>): Promise<void> {
  const app = await startApp({ limits, ...options });
  try {
    await work(app);
  } finally {
    await app.close();
  }
}

const guess = (app: StartedApp, email: string, path = "/api/users/login") =>
  new Visitor(app.url).post(path, { email, password: "wrong" });

test.each([
  ["counted in Redis", {}],
  ["counted in memory while Redis is away", { redisUrl: "redis://127.0.0.1:1" }],
])("guesses are limited by address and by e-mail, %s", async (_where, options) => {
  await withApp(options, async (app) => {
    const { email } = somebody();
    const statuses = [
      (await guess(app, email)).status,
      (await guess(app, email.toUpperCase(), "/api/Users/Login/")).status,
      (await guess(app, email)).status,
      (await guess(app, somebody().email)).status,
      (await guess(app, somebody().email)).status,
      (await guess(app, somebody().email)).status,
      (await guess(app, somebody().email)).status,
    ];
    expect(statuses).toEqual([401, 401, 429, 401, 401, 401, 429]);
  });
});

test("whoever asks too much is told how long to wait; liveness stays", async () => {
  await withApp({}, async (app) => {
    const visitor = new Visitor(app.url);
    for (let count = 0; count < 12; count += 1)
      expect((await visitor.get("/api/openapi.json")).status).toBe(200);
    const reply = await visitor.get("/api/openapi.json");
    expect([reply.status, reply.body.code]).toEqual([429, "too-many-requests"]);
    expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await visitor.get("/health")).status).toBe(200);
    expect(await app.redis.keys("*")).not.toEqual([]);
  });
});

test("no e-mail address stands in Redis", async () => {
  await withApp({}, async (app) => {
    const { email } = somebody();
    await guess(app, email);
    const keys = await app.redis.keys("*");
    expect(keys.length).toBe(3);
    expect(keys.join()).not.toContain(email);
  });
});
