import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import express from "express";
import { createPages } from "./pages.js";

const files = [
  "index",
  "search",
  "book",
  "bookings",
  "trip",
  "sign-in",
  "register",
  "verify-email",
  "find-booking",
  "operator",
  "forgot-password",
  "reset-password",
  "inspect",
  "not-found",
];

const webRoot = mkdtempSync(join(tmpdir(), "pages-"));
mkdirSync(join(webRoot, "assets"));
for (const name of files) writeFileSync(join(webRoot, `${name}.html`), `<h1>${name}</h1>`);
writeFileSync(join(webRoot, "inspect-sw.js"), "2");
writeFileSync(join(webRoot, "favicon.svg"), "<svg/>");
writeFileSync(join(webRoot, "manifest.webmanifest"), "{}");
writeFileSync(join(webRoot, "assets", "main-abc.js"), "1");

const app = express();
app.use(createPages({ webRoot }));
app.use((_req, res) => {
  res.status(404).json({ code: "no-such-path" });
});
const server = createServer(app);
let base: string;
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((done) => server.close(done));
  rmSync(webRoot, { recursive: true });
});

const browser = { headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" } };

test.each([
  ["/", "index"],
  ["/search?from=a&to=b", "search"],
  ["/journeys/ICE-18-506.2026-11-23~a~b!RJ-1.2026-11-23~b~c/book?passengers=2", "book"],
  ["/trains/ICE-18-506.2026-11-23/book?from=a&to=b", "book"],
  ["/bookings", "bookings"],
  ["/bookings/ABC234?new", "trip"],
  ["/operator", "operator"],
  ["/sign-in", "sign-in"],
  ["/register?next=%2F", "register"],
  ["/verify-email?token=x", "verify-email"],
  ["/find-booking?token=x", "find-booking"],
  ["/forgot-password", "forgot-password"],
  ["/reset-password?token=x", "reset-password"],
  ["/inspect?run=ICE-18-506.2026-11-23", "inspect"],
])("%s is the page %s, asked for anew each time", async (path, name) => {
  const reply = await fetch(base + path, browser);
  expect(reply.status).toBe(200);
  expect(reply.headers.get("content-type")).toMatch(/^text\/html/);
  expect(reply.headers.get("cache-control")).toBe("no-cache");
  expect(await reply.text()).toBe(`<h1>${name}</h1>`);
});

test("the inspectors' service worker is a script, asked for anew each time", async () => {
  const reply = await fetch(`${base}/inspect-sw.js`);
  expect(reply.headers.get("content-type")).toMatch(/javascript/);
  expect(reply.headers.get("cache-control")).toBe("no-cache");
});

test("assets are kept for a year, favicon and manifest for an hour", async () => {
  const asset = await fetch(`${base}/assets/main-abc.js`);
  expect(asset.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect((await fetch(`${base}/favicon.svg`)).headers.get("cache-control")).toBe("public, max-age=3600");
  const manifest = await fetch(`${base}/manifest.webmanifest`);
  expect(manifest.headers.get("content-type")).toMatch(/^application\/manifest\+json/);
});

test.each(["/nowhere", "/trains/x", "/index.html", "/bookings/a/b", "/%2e%2e/%2e%2e/etc/passwd"])(
  "%s is the 404 page for a browser",
  async (path) => {
    const reply = await fetch(base + path, browser);
    expect(reply.status).toBe(404);
    expect(await reply.text()).toBe("<h1>not-found</h1>");
  },
);

test.each([
  ["a client that wants JSON", "/nowhere", { headers: { accept: "application/json" } }],
  ["a client that takes anything", "/nowhere", { headers: { accept: "*/*" } }],
  ["a path of the API", "/api/nowhere", browser],
  ["an asset that is gone", "/assets/main-old.js", browser],
  ["a POST", "/nowhere", { ...browser, method: "POST" }],
])("%s gets no page", async (_what, path, init) => {
  const reply = await fetch(base + path, init);
  expect(reply.status).toBe(404);
  expect(await reply.json()).toEqual({ code: "no-such-path" });
});

test("pages that are not built stop the start with the command that builds them", () => {
  const empty = mkdtempSync(join(tmpdir(), "pages-empty-"));
  expect(() => createPages({ webRoot: empty })).toThrow(
    /lacks index\.html.*npm run build -w @railbooker\/web/,
  );
  rmSync(empty, { recursive: true });
});
