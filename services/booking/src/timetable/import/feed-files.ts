import type { Readable } from "node:stream";

/** The files of one feed, wherever they lie. */
export interface FeedSource {
  /** Names of the files, without folders. */
  names(): readonly string[];
  /** Length of the text; 0 where the feed has no such file. */
  bytes(name: string): number;
  /** Undefined where the feed has no such file. */
  open(name: string): Promise<Readable | undefined>;
  close(): void;
}
