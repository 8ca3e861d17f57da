import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { FeedError } from "./feed-error.js";
import type { FeedSource } from "./feed-files.js";
import { openZip } from "./zip-source.js";

/**
 * @param name what its maker calls the file, for what is said about it; an upload has another one on disk
 * @throws FeedError when the path is neither a folder nor a zip file that can be read in safety.
 */
export async function openFeed(path: string, name = basename(path)): Promise<FeedSource> {
  const info = await stat(path).catch(() => undefined);
  if (info === undefined) throw new FeedError(`There is nothing at ${path}; give a GTFS folder or zip file.`);
  return info.isDirectory() ? openFolder(path) : openZip(path, name);
}

async function openFolder(folder: string): Promise<FeedSource> {
  const sizes = new Map<string, number>();
  for (const entry of await readdir(folder)) {
    const info = await stat(join(folder, entry)).catch(() => undefined);
    if (info?.isFile()) sizes.set(entry, info.size);
  }
  return {
    names: () => [...sizes.keys()],
    bytes: (name) => sizes.get(name) ?? 0,
    open: async (name) =>
      sizes.has(name) ? createReadStream(join(folder, name), { highWaterMark: 1 << 18 }) : undefined,
    close: () => undefined,
  };
}
