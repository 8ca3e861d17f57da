import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import express from "express";
import { createPages } from "./pages.js";

const files = [
  "index",
  "search",
  "board",
  "design",
  "book",
  "bookings",
  "trip",
  "sign-in",
  "register",
  "verify-email",
  "find-booking",
  "account",
  "help",
  "notifications",
  "preferences",
  "operator",
  "forgot-password",
  "reset-password",
  "inspect",
  "not-found",
];

const webRoot = mkdtempSync(join(tmpdir(), "pages-"));
mkdirSync(join(webRoot, "assets"));
for (const language of ["en", "de"]) {
  mkdirSync(join(webRoot, language));
  const heading = (name: string) => `<h1>${name}${language === "en" ? "" : ` ${language}`}</h1>`;
  for (const name of files) writeFileSync(join(webRoot, language, `${name}.html`), heading(name));
}
for (const worker of ["inspect-sw.js", "trip-sw.js"]) writeFileSync(join(webRoot, worker), "2");
writeFileSync(join(webRoot, "favicon.svg"), "<svg/>");
writeFileSync(join(webRoot, "manifest.webmanifest"), "{}");
writeFileSync(join(webRoot, "assets", "main-abc.js"), "1");
writeFileSync(join(webRoot, "assets", "main-abc.js.br"), brotliCompressSync("1"));

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
  ["/board/DEMUC", "board"],
  ["/design", "design"],
  ["/journeys/ICE-18-506.2026-11-23~a~b!RJ-1.2026-11-23~b~c/book?passengers=2", "book"],
  ["/trains/ICE-18-506.2026-11-23/book?from=a&to=b", "book"],
  ["/bookings", "bookings"],
  ["/bookings/ABC234?new", "trip"],
  ["/account", "account"],
  ["/help", "help"],
  ["/notifications", "notifications"],
  ["/preferences", "preferences"],
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

const inGerman = { headers: { ...browser.headers, "accept-language": "de-AT,de;q=0.9,en;q=0.5" } };

test("a page comes in the language that the browser prefers, and caches know what it depends on", async () => {
  const reply = await fetch(`${base}/search`, inGerman);
  expect(await reply.text()).toBe("<h1>search de</h1>");
  expect(reply.headers.get("content-language")).toBe("de");
  expect(reply.headers.get("vary")).toMatch(/Accept-Language, Cookie/);
  const french = { headers: { ...browser.headers, "accept-language": "fr" } };
  expect(await (await fetch(`${base}/search`, french)).text()).toBe("<h1>search</h1>");
});

test.each([
  ["the switch wins over the browser", "a=b; lang=en; c=d", "<h1>search</h1>"],
  ["a language that is not built is as if it were not said", "lang=xx", "<h1>search de</h1>"],
  ["so is a path", "lang=../assets", "<h1>search de</h1>"],
])("%s", async (_what, cookie, page) => {
  const reply = await fetch(`${base}/search`, { headers: { ...inGerman.headers, cookie } });
  expect(await reply.text()).toBe(page);
});

test.each([
  ["/search?from=a&lang=de&to=b%26c", "de", "/search?from=a&to=b%26c"],
  ["/?lang=de", "de", "/"],
  ["/nowhere?lang=de", "de", "/nowhere"],
  ["/search?lang=xx", "en", "/search"],
  ["//elsewhere.example/?lang=de", "de", "/elsewhere.example/"],
])("%s keeps the language %s and goes on to %s", async (path, language, address) => {
  const reply = await fetch(base + path, { ...browser, redirect: "manual" });
  expect(reply.status).toBe(303);
  expect(reply.headers.get("location")).toBe(address);
  expect(reply.headers.getSetCookie()[0]).toMatch(
    new RegExp(`^lang=${language}; Max-Age=31536000; Path=/; .*SameSite=Lax$`),
  );
});

test("a page that is still the same is not sent again; the same page in another language is", async () => {
  const etag = (await fetch(`${base}/search`, browser)).headers.get("etag") ?? "";
  const again = { ...browser.headers, "if-none-match": etag, "cache-control": "max-age=0" };
  expect((await fetch(`${base}/search`, { headers: again })).status).toBe(304);
  expect((await fetch(`${base}/search`, { headers: { ...again, "accept-language": "de" } })).status).toBe(
    200,
  );
});

test.each(["inspect", "trip"])(
  "the service worker of %s is a script, asked for anew each time",
  async (name) => {
    const reply = await fetch(`${base}/${name}-sw.js`);
    expect(reply.headers.get("content-type")).toMatch(/javascript/);
    expect(reply.headers.get("cache-control")).toBe("no-cache");
  },
);

test("assets are kept for a year, favicon and manifest for an hour", async () => {
  const asset = await fetch(`${base}/assets/main-abc.js`);
  expect(asset.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect((await fetch(`${base}/favicon.svg`)).headers.get("cache-control")).toBe("public, max-age=3600");
  const manifest = await fetch(`${base}/manifest.webmanifest`);
  expect(manifest.headers.get("content-type")).toMatch(/^application\/manifest\+json/);
});

test("an asset goes out compressed where the browser can read it", async () => {
  const ask = (encoding: string) =>
    fetch(`${base}/assets/main-abc.js`, { headers: { "accept-encoding": encoding } });
  const packed = await ask("gzip, deflate, br");
  expect(packed.headers.get("content-encoding")).toBe("br");
  expect(packed.headers.get("content-type")).toMatch(/javascript/);
  expect(packed.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(packed.headers.get("vary")).toMatch(/Accept-Encoding/);
  expect(await packed.text()).toBe("1");
  const plain = await ask("identity");
  expect(plain.headers.get("content-encoding")).toBeNull();
  expect(await plain.text()).toBe("1");
});

test("the look that was chosen stands in the page, and its tag says so; others are none", async () => {
  const page = (cookie: string) => fetch(`${base}/sign-in`, { headers: { ...browser.headers, cookie } });
  const dark = await page("look=dark");
  expect(await dark.text()).toBe("<h1>sign-in</h1>");
  expect(dark.headers.get("etag")).toMatch(/dark"$/);
  expect((await page("look=pink")).headers.get("etag")).not.toMatch(/pink/);
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

test("a page says the network's zone, as soon as there is one, and is another page then", async () => {
  const root = mkdtempSync(join(tmpdir(), "pages-zone-"));
  cpSync(webRoot, root, { recursive: true });
  writeFileSync(join(root, "en", "index.html"), '<html lang="en"></html>');
  let zone: string | undefined;
  const zoned = express().use(createPages({ webRoot: root, timeZone: () => zone }));
  const own = createServer(zoned);
  await new Promise<void>((done) => own.listen(0, "127.0.0.1", done));
  try {
    const get = async () => {
      const reply = await fetch(`http://127.0.0.1:${(own.address() as AddressInfo).port}/`, browser);
      return { html: await reply.text(), etag: reply.headers.get("etag") };
    };
    const before = await get();
    expect(before.html).toBe('<html lang="en"></html>');
    zone = "Europe/Berlin";
    const after = await get();
    expect(after.html).toBe('<html data-time-zone="Europe/Berlin" lang="en"></html>');
    expect(after.etag).not.toBe(before.etag);
  } finally {
    await new Promise((done) => own.close(done));
    rmSync(root, { recursive: true });
  }
});

test("pages that are not built stop the start with the command that builds them", () => {
  const empty = mkdtempSync(join(tmpdir(), "pages-empty-"));
  expect(() => createPages({ webRoot: empty })).toThrow(
    /lacks en\/index\.html.*npm run build -w @railbooker\/web/,
  );
  rmSync(empty, { recursive: true });
});
