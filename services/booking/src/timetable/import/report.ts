import type { FeedSource } from "./feed-files.js";
import { linesOf } from "./read-table.js";

/** What an import read, what it left out and why, and what it did to runs on which seats are sold. */
export interface ImportReport {
  feed: string;
  timetableId: string;
  validFrom: string;
  validTo: string;
  locations: number;
  trains: number;
  calls: number;
  serviceDates: number;
  transfers: number;
  /** Rows by file. */
  read: { file: string; rows: number }[];
  /** Files of the feed that nothing is taken from. */
  ignored: string[];
  leftOut: LeftOut[];
  /** Runs with seats sold or held whose calls or times differ from the version before. */
  soldRuns: SoldRunChange[];
}

export interface LeftOut {
  reason: string;
  count: number;
  /** The first one, with file and line. */
  example: string;
}

export interface SoldRunChange {
  runId: string;
  /** `vanished` from the timetable, `changed`, or `returned` after it had vanished. */
  change: "changed" | "vanished" | "returned";
  bookings: number;
  tickets: number;
  /** Tickets whose seat could not be kept, since the run no longer carries them that way. */
  seatsLost: number;
}

interface Entry {
  reason: string;
  count: number;
  file: string;
  record: number;
  what: string;
}

/** Counts what is left out by reason, keeping the first example of each. */
export interface Tally {
  /** @param record counts the rows of the file from 1; 0 for the file as a whole. */
  add(reason: string, file: string, record: number, what: string): void;
  counts(): { reason: string; count: number }[];
  list(source: FeedSource): Promise<LeftOut[]>;
}

export function createTally(): Tally {
  const byReason = new Map<string, Entry>();
  return {
    add: (reason, file, record, what) => {
      const known = byReason.get(reason);
      if (known === undefined) byReason.set(reason, { reason, count: 1, file, record, what });
      else known.count += 1;
    },
    counts: () => [...byReason.values()],
    list: async (source) => {
      const entries = [...byReason.values()].sort((a, b) => b.count - a.count);
      const places = new Map<Entry, string>();
      for (const file of new Set(entries.map((entry) => entry.file))) {
        const inFile = entries.filter((entry) => entry.file === file);
        const lines = await linesOf(
          source,
          file,
          inFile.map(({ record }) => record),
        );
        for (const [index, entry] of inFile.entries())
          places.set(entry, lines[index] === undefined ? file : `${file}, line ${lines[index]}`);
      }
      return entries.map((entry) => ({
        reason: entry.reason,
        count: entry.count,
        example: `${places.get(entry)}: ${entry.what}`,
      }));
    },
  };
}
