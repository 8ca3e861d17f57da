import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import express, { type Request, type Response, type Router } from "express";
import { builtAssets } from "./built-assets.js";
import { languageChange, languageCookie, pageLanguage } from "./page-language.js";
import { inLook, pageLook } from "./page-look.js";

/** Address ▶ built page. Parameters are read by the page itself. */
const pages: Record<string, string> = {
  "/": "index",
  "/search": "search",
  "/board/:locationId": "board",
  "/design": "design",
  "/journeys/:journeyId/book": "book",
  // As links from before journeys had changes name it.
  "/trains/:runId/book": "book",
  "/bookings": "bookings",
  "/bookings/:reference": "trip",
  "/find-booking": "find-booking",
  "/account": "account",
  "/help": "help",
  "/notifications": "notifications",
  "/preferences": "preferences",
  "/operator": "operator",
  "/sign-in": "sign-in",
  "/register": "register",
  "/verify-email": "verify-email",
  "/forgot-password": "forgot-password",
  "/reset-password": "reset-password",
  "/inspect": "inspect",
};
const notFound = "not-found";

/** Asked for anew each time, as pages are: they keep a page at hand where there is no network. */
const workers = ["inspect-sw.js", "trip-sw.js"];

/** Addresses that answer programs, for which no page stands in. */
const machinePaths = /^\/(api|health|socket\.io|\.well-known|assets)(\/|$)/;

export interface PagesOptions {
  webRoot: string;
  /** Of the network: what pages take for the present before a station is chosen. */
  timeZone?: () => string | undefined;
}

/**
 * The browser's pages as `vite build` made them, in each language that was built. Mount it after every other route: what
 * it does not know becomes the 404 page for a browser, and is passed on for everyone else.
 * @throws Error at once when the pages are not built.
 */
export function createPages({ webRoot, timeZone = () => undefined }: PagesOptions): Router {
  const root = resolve(webRoot);
  const files = readPages(root);
  const send = sendPage(files, timeZone);
  const router = express.Router();
  router.use("/assets", builtAssets(join(root, "assets")));
  for (const [path, name] of Object.entries(pages)) router.get(path, (req, res) => send(req, res, name));
  for (const worker of workers) {
    router.get(`/${worker}`, (_req, res) => {
      res.set("Cache-Control", "no-cache").sendFile(worker, { root, cacheControl: false });
    });
  }
  // Favicon and manifest; pages are reached by their addresses alone, so *.html is not offered here.
  const loose = express.static(root, { index: false, redirect: false, dotfiles: "ignore", maxAge: "1h" });
  router.use((req, res, next) =>
    /^\/[a-z-]+\.(svg|webmanifest)$/.test(req.path) ? loose(req, res, next) : next(),
  );
  router.use((req, res, next) => {
    if (!wantsPage(req)) return next();
    res.status(404);
    send(req, res, notFound);
  });
  return router;
}

interface BuiltPage {
  html: string;
  etag: string;
}
/** Language ▶ name ▶ page. */
type BuiltPages = ReadonlyMap<string, ReadonlyMap<string, BuiltPage>>;

/** English first: it is what is sent where nothing else is asked for. */
function readPages(root: string): BuiltPages {
  const names = [...new Set([...Object.values(pages), notFound])];
  const folders = existsSync(root) ? readdirSync(root) : [];
  const others = folders.filter((name) => name !== "en" && existsSync(join(root, name, "index.html")));
  const languages = ["en", ...others.sort()];
  const missing = [
    ...languages.flatMap((language) => names.map((name) => `${language}/${name}.html`)),
    ...workers,
  ].filter((file) => !existsSync(join(root, file)));
  if (missing.length > 0) {
    throw new Error(
      `The pages are not built: ${root} lacks ${missing.join(", ")}. Run: npm run build -w @railbooker/web`,
    );
  }
  return new Map(
    languages.map((language) => [
      language,
      new Map(names.map((name) => [name, readPage(join(root, language, `${name}.html`))])),
    ]),
  );
}

function readPage(path: string): BuiltPage {
  const html = readFileSync(path, "utf8");
  return { html, etag: createHash("sha256").update(html).digest("base64url").slice(0, 20) };
}

/** Said in the page itself, as the look is: its script needs no request to know what time it is there. */
function inZone(html: string, timeZone: string | undefined): string {
  return timeZone === undefined ? html : html.replace("<html ", `<html data-time-zone="${timeZone}" `);
}

function wantsPage(req: Request): boolean {
  if (req.method !== "GET" && req.method !== "HEAD") return false;
  return !machinePaths.test(req.path) && req.accepts(["json", "html"]) === "html";
}

function sendPage(
  files: BuiltPages,
  timeZone: () => string | undefined,
): (req: Request, res: Response, name: string) => void {
  const languages = [...files.keys()];
  return (req, res, name) => {
    // Asked for anew each time, answered by 304 while the build is the same: a page never names assets that are gone.
    res.set({ "Cache-Control": "no-cache", Vary: "Accept-Language, Cookie" });
    const change = languageChange(req, languages);
    if (change !== undefined) {
      const year = 365 * 86_400_000;
      res.cookie(languageCookie, change.to, { maxAge: year, sameSite: "lax", path: "/", secure: req.secure });
      return res.redirect(303, change.address);
    }
    const language = pageLanguage(req, languages);
    const page = files.get(language)?.get(name);
    if (page === undefined) throw new Error(`The page ${name} was not read in ${language}`);
    const look = pageLook(req);
    const zone = timeZone();
    res.set({ ETag: `"${page.etag}${look ?? ""}${zone ?? ""}"`, "Content-Language": language });
    res.type("html").send(inZone(inLook(page.html, look), zone));
  };
}
