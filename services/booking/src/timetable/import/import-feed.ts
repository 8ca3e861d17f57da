import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction } from "@railbooker/runtime/database";
import type { Outbox } from "../../outbox/outbox.js";
import { dateAt } from "../service-day.js";
import { buildTimetable } from "./build-timetable.js";
import type { FeedSource } from "./feed-source.js";
import { type Progress, readFeed } from "./read-feed.js";
import type { ImportReport } from "./report.js";
import { idsOfOtherFeeds, lockImports, storeTimetable } from "./store-timetable.js";

export interface ImportDeps {
  inTransaction: InTransaction;
  outbox: Outbox;
  clock: Clock;
  progress: Progress;
}

const LONGEST_FEED_NAME = 60;

/** A feed is known by who publishes it: a newer version replaces the older one. */
export function feedNameOf(publisher: string): string {
  const plain = publisher.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return (
    plain
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-|-$/g, "")
      .slice(0, LONGEST_FEED_NAME) || "feed"
  );
}

/**
 * Reads and checks a feed, then makes it live in one transaction together with its TimetableImported event.
 * @throws FeedError when the feed cannot be used; the timetable stays as it was.
 */
export async function importFeed(source: FeedSource, deps: ImportDeps): Promise<ImportReport> {
  const { inTransaction, outbox, clock, progress } = deps;
  const read = await readFeed(source, progress);
  const feed = feedNameOf(read.publisher);
  const now = clock();
  const today = dateAt(now.getTime() / 1000, read.timeZone);
  const report = await inTransaction(async (sql) => {
    await lockImports(sql);
    const timetable = buildTimetable(read, { feed, today, taken: await idsOfOtherFeeds(sql, feed) });
    progress(`storing ${timetable.trains.length} trains with ${timetable.calls.length} calls`);
    const timetableId = await storeTimetable(sql, timetable, now);
    const { validFrom, validTo, trains } = timetable;
    await outbox.append(sql, {
      name: "TimetableImported",
      aggregateId: timetableId,
      aggregateVersion: 1,
      data: { timetableId, feed, validFrom, validTo, trains: trains.length },
    });
    return {
      feed,
      timetableId,
      validFrom,
      validTo,
      locations: timetable.locations.length,
      trains: trains.length,
      calls: timetable.calls.length,
      serviceDates: timetable.serviceDates.length,
      leftOut: timetable.leftOut,
    };
  });
  outbox.wake();
  return report;
}
