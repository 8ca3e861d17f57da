import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import yauzl from "yauzl";
import { FeedError } from "./feed-error.js";

/** The files of one feed, wherever they lie. */
export interface FeedSource {
  /** Undefined where the feed has no such file. */
  open(name: string): Promise<Readable | undefined>;
  has(name: string): boolean;
  close(): void;
}

const UNPACKED_LIMIT_BYTES = 4 * 1024 ** 3;

/** @throws FeedError when the path is neither a folder nor a zip file. */
export async function openFeed(path: string): Promise<FeedSource> {
  const info = await stat(path).catch(() => undefined);
  if (info === undefined) throw new FeedError(`There is nothing at ${path}; give a GTFS folder or zip file.`);
  return info.isDirectory() ? openFolder(path) : openZip(path);
}

async function openFolder(folder: string): Promise<FeedSource> {
  const names = new Set(await readdir(folder));
  return {
    has: (name) => names.has(name),
    open: async (name) => (names.has(name) ? createReadStream(join(folder, name)) : undefined),
    close: () => undefined,
  };
}

async function openZip(path: string): Promise<FeedSource> {
  const zip = await yauzl.openPromise(path, { autoClose: false }).catch((error: Error) => {
    throw new FeedError(`${path} is neither a folder nor a zip file that can be read (${error.message}).`);
  });
  const entries = new Map<string, yauzl.Entry>();
  let unpacked = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      unpacked += entry.uncompressedSize;
      // Many feeds are zipped with their folder, so only the last part of the path counts.
      const name = entry.fileName.split("/").at(-1) ?? "";
      if (name.endsWith(".txt") && !entry.fileName.startsWith("__MACOSX/")) entries.set(name, entry);
    }
  } catch (error) {
    zip.close();
    throw new FeedError(`${path} is a damaged zip file (${(error as Error).message}).`);
  }
  if (unpacked > UNPACKED_LIMIT_BYTES) {
    zip.close();
    throw new FeedError(
      `${path} unpacks to ${unpacked} bytes; no more than ${UNPACKED_LIMIT_BYTES} are read.`,
    );
  }
  return {
    has: (name) => entries.has(name),
    open: async (name) => {
      const entry = entries.get(name);
      return entry === undefined ? undefined : await zip.openReadStreamPromise(entry);
    },
    close: () => zip.close(),
  };
}
