import { existsSync, readdirSync } from "node:fs";
import { extname, join } from "node:path";
import express, { type RequestHandler } from "express";

const types: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};
const encodings = [
  ["br", ".br"],
  ["gzip", ".gz"],
] as const;

/**
 * The files that pages load. The build has left those worth it beside themselves in compressed form; which there are is
 * known from the start, so that no request looks for one.
 */
export function builtAssets(folder: string): RequestHandler {
  const files = new Set(existsSync(folder) ? readdirSync(folder) : []);
  // Their names carry a hash of their content, so they never change; a wrong one is a plain 404.
  const plain = express.static(folder, { immutable: true, maxAge: "1y", index: false, redirect: false });
  return (req, res, next) => {
    const name = req.path.slice(1);
    const type = types[extname(name)];
    if (type === undefined || !files.has(name) || !["GET", "HEAD"].includes(req.method))
      return plain(req, res, next);
    res.vary("Accept-Encoding");
    const found = encodings.find(
      ([encoding, end]) => files.has(name + end) && req.acceptsEncodings(encoding),
    );
    if (found === undefined) return plain(req, res, next);
    const [encoding, end] = found;
    res.set({ "Content-Type": type, "Content-Encoding": encoding });
    res.sendFile(join(folder, name + end), { immutable: true, maxAge: "1y" });
  };
}
