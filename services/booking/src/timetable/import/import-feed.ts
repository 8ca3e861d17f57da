import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import type { Outbox } from "../../outbox/outbox.js";
import { dateAt } from "../service-day.js";
import { dayOfDate, expandCalendar } from "./calendar.js";
import { FeedError, ImportUnderWay } from "./feed-error.js";
import type { FeedSource } from "./feed-files.js";
import { feedNameOf, knownIds } from "./ids.js";
import { makeLive } from "./make-live.js";
import { badTrips, fillTimes, orderCalls } from "./order-calls.js";
import { readCalendar } from "./read-calendar.js";
import { type ReadContext, readFeed } from "./read-feed.js";
import type { OnProgress } from "./read-table.js";
import { readTransfers } from "./read-transfers.js";
import { createTally, type ImportReport, type LeftOut } from "./report.js";
import { internServices, validity } from "./services.js";
import { adaptSoldRuns, type Sales } from "./sold-runs.js";
import { stageCalls } from "./stage-calls.js";
import { stageStops } from "./stage-stops.js";
import { stageTrains } from "./stage-trains.js";
import type { InStaging, Staging } from "./staging-store.js";

export interface ImportDeps {
  inStaging: InStaging;
  /** Outside the transaction: it sees the timetable that is live until the commit. */
  sql: Sql;
  sales: Sales;
  outbox: Outbox;
  clock: Clock;
}

export interface ImportOptions {
  /** Refuses a feed of which anything is left out. */
  strict?: boolean;
  progress?: Progress;
  /** Called in the transaction, at its end: what it writes is kept with the timetable, or not at all. */
  record?: (sql: Sql, report: ImportReport) => Promise<void>;
}

export interface Progress {
  reading: OnProgress;
  step(name: "checking" | "making it live"): void;
}

const silent: Progress = { reading: () => undefined, step: () => undefined };

/**
 * Reads a feed into staging tables, checks it there and makes it live, all in one transaction with its TimetableImported event.
 * @throws FeedError when the feed cannot be used, ImportUnderWay while another import runs; the timetable stays as it was.
 */
export async function importFeed(
  source: FeedSource,
  deps: ImportDeps,
  { strict = false, progress = silent, record }: ImportOptions = {},
): Promise<ImportReport> {
  const report = await deps.inStaging(async (staging) => {
    await lockImports(staging.sql);
    const made = await importInto(staging, source, deps, { strict, progress });
    await record?.(staging.sql, made);
    return made;
  });
  deps.outbox.wake();
  return report;
}

/** One import at a time; the lock goes with the transaction. */
async function lockImports(sql: Sql): Promise<void> {
  const [row] = await sql.rows<{ got: boolean }>(
    "SELECT pg_try_advisory_xact_lock(hashtext('railbooker:timetable-import')) AS got",
  );
  if (row?.got !== true) throw new ImportUnderWay();
}

async function importInto(
  staging: Staging,
  source: FeedSource,
  { sql: outside, sales, outbox, clock }: ImportDeps,
  { strict, progress }: { strict: boolean; progress: Progress },
): Promise<ImportReport> {
  const { sql } = staging;
  const now = clock();
  const tally = createTally();
  const read: ImportReport["read"] = [];
  const count = (file: string, rows: number) => {
    if (source.names().includes(file)) read.push({ file, rows });
  };
  const context: ReadContext = { progress: progress.reading, tally, count };
  const feed = await readFeed(source, context);
  const feedName = feedNameOf(feed.publisher);
  const today = dayOfDate(dateAt(now.getTime() / 1000, feed.timeZone));
  const known = await knownIds(sql, feedName);
  const { locationIds, stations } = await stageStops(staging, feed, feedName, known.locations);
  const facts = await stageCalls(staging, source, feed, context);

  // The database puts the calls in order while the calendar is read here.
  const [bad, calendar] = await both(
    orderCalls(sql)
      .then(() => fillTimes(sql))
      .then(() => badTrips(sql, feed, tally)),
    readCalendar(source, context.progress, count),
  );
  progress.step("checking");
  const services = internServices(expandCalendar(calendar, today));
  const trainInput = { facts, bad, services, feedName, known: known.trains, tally };
  const trains = await stageTrains(staging, feed, trainInput);
  const transferInput = { feed, facts, locationIds, trainIds: trains.ids };
  const transfers = await readTransfers(source, transferInput, context);
  const leftOut = await tally.list(source);
  if (strict) refuseLeftOut(leftOut);

  progress.step("making it live");
  const { from: validFrom, to: validTo } = validity(services, trains.services);
  const { timetableId, ...counts } = await makeLive(staging, {
    feed,
    feedName,
    validFrom,
    validTo,
    now,
    services,
    trains,
    stations,
    transfers,
  });
  await outbox.append(sql, {
    name: "TimetableImported",
    aggregateId: timetableId,
    aggregateVersion: 1,
    data: { timetableId, feed: feedName, validFrom, validTo, trains: trains.count },
  });
  const soldRuns = await adaptSoldRuns(sales, { inside: sql, outside, now, timetableId });
  const ignored = source.names().filter((name) => !read.some(({ file }) => file === name));
  return {
    feed: feedName,
    timetableId,
    validFrom,
    validTo,
    trains: trains.count,
    calls: trains.calls,
    ...counts,
    read,
    ignored,
    leftOut,
    soldRuns,
  };
}

/** Waits for both, also where one fails: nothing may be under way on the connection any more. */
async function both<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([first, second]);
  return await Promise.all([first, second]);
}

function refuseLeftOut(leftOut: readonly LeftOut[]): void {
  if (leftOut.length === 0) return;
  const reasons = leftOut.map(({ reason, count, example }) => `${count} ${reason} (${example})`);
  throw new FeedError(`A strict import leaves nothing out, and this feed has ${reasons.join("; ")}.`);
}
