import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type StartedApp, startApp } from "../http/testing/start-app.js";
import { somebody, Visitor } from "../http/testing/visitor.js";
import { days } from "./secret-token.js";

const firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0";

let app: StartedApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

/** Registered in one browser, signed in in another and with an app. */
async function onThreeDevices() {
  const person = somebody();
  const [here, there] = [new Visitor(app.url), new Visitor(app.url)];
  const { body: user } = await here.post("/api/users", person, { "user-agent": firefox });
  const { email, password } = person;
  await there.post("/api/users/login", { email, password }, { "user-agent": "curl/8.5.0" });
  const { body: tokens } = await new Visitor(app.url).post("/api/users/token", {
    grantType: "password",
    email,
    password,
  });
  const bearer = { authorization: `Bearer ${tokens.accessToken}` };
  return { here, there, bearer, id: user.id as string };
}

test("everywhere one is signed in is listed with its device, this one marked", async () => {
  const { here, bearer } = await onThreeDevices();
  const { body } = await here.get("/api/users/me/sessions");
  const brief = body.items.map(({ kind, device, current }: Record<string, unknown>) => [
    kind,
    device,
    current,
  ]);
  expect(brief).toHaveLength(3);
  expect(brief).toEqual(
    expect.arrayContaining([
      ["browser", { browser: "Firefox", system: "Windows" }, true],
      ["browser", { browser: "curl" }, false],
      ["app", {}, false],
    ]),
  );
  const asked = await new Visitor(app.url).get("/api/users/me/sessions", bearer);
  expect(asked.body.items.filter((item: { current: boolean }) => item.current)).toMatchObject([
    { kind: "app" },
  ]);
});

test("one device is signed out at once, the others stay; another's sign-in cannot be ended", async () => {
  const { here, there, bearer, id } = await onThreeDevices();
  const stranger = await onThreeDevices();
  const { body } = await here.get("/api/users/me/sessions");
  for (const item of body.items as { id: string; current: boolean }[]) {
    const refused = await stranger.here.send("DELETE", `/api/users/me/sessions/${item.id}`);
    expect([refused.status, refused.body.code]).toEqual([404, "no-such-session"]);
    if (!item.current)
      expect((await here.send("DELETE", `/api/users/me/sessions/${item.id}`)).status).toBe(204);
  }
  expect((await there.get("/api/users/me")).status).toBe(401);
  expect((await new Visitor(app.url).get("/api/users/me", bearer)).status).toBe(401);
  expect((await here.get("/api/users/me")).status).toBe(200);
  expect(app.endedSockets).toContain(id);
  expect((await here.send("DELETE", `/api/users/me/sessions/${randomUUID()}`)).status).toBe(404);
});

test("ending the own session signs out and takes the cookie", async () => {
  const { here } = await onThreeDevices();
  const { body } = await here.get("/api/users/me/sessions");
  const own = body.items.find((item: { current: boolean }) => item.current);
  expect((await here.send("DELETE", `/api/users/me/sessions/${own.id}`)).status).toBe(204);
  expect(here.cookie).toBeUndefined();
});

test("signing out everywhere else leaves exactly the one that asks", async () => {
  const byBrowser = await onThreeDevices();
  expect((await byBrowser.here.send("DELETE", "/api/users/me/sessions")).status).toBe(204);
  expect((await byBrowser.here.get("/api/users/me/sessions")).body.items).toMatchObject([{ current: true }]);
  expect((await byBrowser.there.get("/api/users/me")).status).toBe(401);

  const byApp = await onThreeDevices();
  const visitor = new Visitor(app.url);
  expect((await visitor.send("DELETE", "/api/users/me/sessions", undefined, byApp.bearer)).status).toBe(204);
  expect((await visitor.get("/api/users/me/sessions", byApp.bearer)).body.items).toMatchObject([
    { kind: "app", current: true },
  ]);
  expect((await byApp.here.get("/api/users/me")).status).toBe(401);
});

test("what has come to its end is not listed", async () => {
  const { here, there } = await onThreeDevices();
  app.pass(days(6));
  await app.redis.flushdb();
  await here.get("/api/users/me");
  app.pass(days(2));
  expect((await here.get("/api/users/me/sessions")).body.items).toHaveLength(2);
  await app.redis.flushdb();
  expect((await there.get("/api/users/me")).status).toBe(401);
});

test("the language is the page's, else the browser's, and can be changed beside the name", async () => {
  const german = { "accept-language": "fr-CH, de-AT;q=0.8, en;q=0.5" };
  const byBrowser = new Visitor(app.url);
  expect((await byBrowser.post("/api/users", somebody(), german)).body.locale).toBe("de");
  const byPage = new Visitor(app.url);
  const { body: user } = await byPage.post("/api/users", { ...somebody(), locale: "en" }, german);
  expect(user.locale).toBe("en");
  const french = await new Visitor(app.url).post("/api/users", somebody(), { "accept-language": "fr" });
  expect(french.body.locale).toBe("en");

  const changed = await byPage.send("PATCH", "/api/users/me", { locale: "de" });
  expect(changed.body).toEqual({ ...user, locale: "de" });
  const named = await byPage.send("PATCH", "/api/users/me", { name: " Ada L. " });
  expect(named.body).toEqual({ ...user, locale: "de", name: "Ada L." });
  expect((await byPage.send("PATCH", "/api/users/me", { locale: "xx" })).status).toBe(400);
});
