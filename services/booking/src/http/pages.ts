import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import express, { type Request, type Response, type Router } from "express";

/** Address ▶ built file. Parameters are read by the page itself. */
const pages: Record<string, string> = {
  "/": "index.html",
  "/search": "search.html",
  "/journeys/:journeyId/book": "book.html",
  // As links from before journeys had changes name it.
  "/trains/:runId/book": "book.html",
  "/bookings": "bookings.html",
  "/bookings/:reference": "trip.html",
  "/find-booking": "find-booking.html",
  "/operator": "operator.html",
  "/sign-in": "sign-in.html",
  "/register": "register.html",
  "/verify-email": "verify-email.html",
  "/forgot-password": "forgot-password.html",
  "/reset-password": "reset-password.html",
  "/inspect": "inspect.html",
  // No page, and yet asked for anew each time as they are: it keeps /inspect at hand where there is no network.
  "/inspect-sw.js": "inspect-sw.js",
};

/** Addresses that answer programs, for which no page stands in. */
const machinePaths = /^\/(api|health|socket\.io|\.well-known|assets)(\/|$)/;

/**
 * The browser's pages as `vite build` made them. Mount it after every other route: what it does not know becomes the
 * 404 page for a browser, and is passed on for everyone else.
 * @throws Error at once when the pages are not built.
 */
export function createPages({ webRoot }: { webRoot: string }): Router {
  const root = resolve(webRoot);
  const missing = [...Object.values(pages), "not-found.html"].filter((file) => !existsSync(join(root, file)));
  if (missing.length > 0) {
    throw new Error(
      `The pages are not built: ${root} lacks ${missing.join(", ")}. Run: npm run build -w @railbooker/web`,
    );
  }
  const router = express.Router();
  // File names in assets carry a hash of their content, so they never change; a wrong one is a plain 404.
  const assets = { immutable: true, maxAge: "1y", index: false, redirect: false } as const;
  router.use("/assets", express.static(join(root, "assets"), assets));
  for (const [path, file] of Object.entries(pages))
    router.get(path, (_req, res) => sendPage(res, root, file));
  // Favicon and manifest; pages are reached by their addresses alone, so *.html is not offered here.
  const loose = express.static(root, { index: false, redirect: false, dotfiles: "ignore", maxAge: "1h" });
  router.use((req, res, next) =>
    /^\/[a-z-]+\.(svg|webmanifest)$/.test(req.path) ? loose(req, res, next) : next(),
  );
  router.use((req, res, next) => {
    if (!wantsPage(req)) return next();
    res.status(404);
    sendPage(res, root, "not-found.html");
  });
  return router;
}

function wantsPage(req: Request): boolean {
  if (req.method !== "GET" && req.method !== "HEAD") return false;
  return !machinePaths.test(req.path) && req.accepts(["json", "html"]) === "html";
}

function sendPage(res: Response, root: string, file: string): void {
  // Asked for anew each time, answered by 304 while the build is the same: a page never names assets that are gone.
  res.set("Cache-Control", "no-cache");
  res.sendFile(file, { root, cacheControl: false });
}
