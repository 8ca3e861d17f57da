import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gather, type Outcome } from "@railbooker/runtime/gather";
import { repositoryRoot } from "@railbooker/scripts/servers/paths";

interface Sql {
  rows<T>(sql: string, parameters?: readonly unknown[]): Promise<T[]>;
}
interface Seat {
  id: string;
}
interface Hold {
  id: string;
  userId: string;
  legs: { runId: string; seats: Seat[] }[];
}
export interface Wish {
  userId: string;
  legs: { runId: string; from: string; to: string; serviceClass: string; fare: string }[];
  passengers: number;
}
interface World {
  url: string;
  sql: Sql;
  deps: {
    inTransaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
    clock(): Date;
    outbox: unknown;
    known: {
      look<T>(runIds: string[], work: () => Promise<{ result: T; seen: unknown }>): Promise<T | undefined>;
    };
  } & Record<string, unknown>;
  close(): Promise<void>;
}

interface Taken {
  onSale: ReadonlyMap<string, { run: unknown }>;
}
type WriteHolds<R> = (holds: Outcome<Hold>[], insert: (sql: Sql) => Promise<unknown>) => Promise<R>;

const fromBooking = async <T>(file: string) =>
  (await import(pathToFileURL(join(repositoryRoot, "services/booking/dist", file)).href)) as T;

export const segments = 9;
export const seats = 500;

/** The product's own functions over a database of its own: one train of 9 segments and 500 seats that runs each day. */
export interface SeatShop {
  sql: Sql;
  url: string;
  /** Claim, booking, passengers, tickets and event in one transaction, gathered as in production. */
  buy(wish: Wish): Promise<unknown>;
  wish(runId: string): Wish;
  runId(day: number): string;
  close(): Promise<void>;
}

export async function openSeatShop(days: number): Promise<SeatShop> {
  const { openSeating } = await fromBooking<{ openSeating(options: unknown): Promise<World> }>(
    "seating/testing/seating-world.js",
  );
  const { takeKnown } = await fromBooking<{
    takeKnown<R>(
      deps: unknown,
      wishes: readonly Wish[],
      now: Date,
      write: WriteHolds<R>,
    ): Promise<R | undefined>;
  }>("seating/take-known.js");
  const { takeLocked } = await fromBooking<{
    takeLocked(
      deps: unknown,
      sql: Sql,
      wishes: readonly Wish[],
      now: Date,
    ): Promise<Taken & { holds: Outcome<Hold>[] }>;
  }>("seating/take-seats.js");
  const { standingOf } = await fromBooking<{
    standingOf(sql: Sql, runIds: readonly string[]): Promise<unknown>;
  }>("seating/known-runs.js");
  const { draftFrom } = await fromBooking<{
    draftFrom(runs: Map<string, unknown>, wanted: unknown, now: Date): unknown;
  }>("bookings/draft-booking.js");
  const { writeSales } = await fromBooking<{
    writeSales(deps: unknown, sql: Sql, sales: unknown[], now: Date): Promise<unknown[]>;
  }>("bookings/write-sales.js");
  // As long as a real one. Signing is no part of the transaction, and any number of processes can do it beside.
  const code = `RB1.${"x".repeat(210)}`;
  const signer = { sign: () => code };

  const plan = Array.from({ length: 5 }, () => ({ serviceClass: "second", rows: 25 }));
  const world = await openSeating({ segments, plan, poolSize: 4 });
  await world.sql.rows(
    `INSERT INTO service_dates (timetable_id, service, date)
     SELECT t.id, 's', '2027-03-01'::date + i FROM timetables t, generate_series(1, $1) AS i`,
    [days],
  );
  const { deps } = world;
  const runs = new Map<string, unknown>();
  const sell = async (sql: Sql, holds: Outcome<Hold>[], now: Date): Promise<Outcome<unknown>[]> => {
    const sales = holds.flatMap((each) => {
      if (!each.ok) return [];
      const wanted = { hold: each.value, people: peopleOf(each.value), email: "ada@example.org" };
      return [{ hold: each.value, draft: draftFrom(runs, wanted, now) }];
    });
    const bookings = await writeSales({ signer, outbox: deps.outbox }, sql, sales, now);
    return holds.map((each) => (each.ok ? { ok: true, value: bookings.shift() } : each));
  };
  /** As holds are made, but that the sale goes into the same transaction: on what is remembered of the run, else under its lock. */
  const sellAll = async (wishes: Wish[]): Promise<Outcome<unknown>[]> => {
    const now = deps.clock();
    const sold = await takeKnown(deps, wishes, now, (holds, insert) =>
      deps.inTransaction(async (sql) => {
        await insert(sql);
        return sell(sql, holds, now);
      }),
    );
    if (sold !== undefined) return sold;
    const runIds = [...new Set(wishes.flatMap(({ legs }) => legs.map(({ runId }) => runId)))];
    const looked = await deps.known.look(runIds, () =>
      deps.inTransaction(async (sql) => {
        const standing = await standingOf(sql, runIds);
        const { holds, ...taken } = await takeLocked(deps, sql, wishes, now);
        for (const [runId, { run }] of taken.onSale) runs.set(runId, run);
        return { result: await sell(sql, holds, now), seen: { ...taken, standing } };
      }),
    );
    return looked ?? sellAll(wishes);
  };
  /** Draws references again where somebody has one already, as those do who sell. */
  const sellWithReferences = (wishes: Wish[]): Promise<Outcome<unknown>[]> =>
    sellAll(wishes).catch((error: { code?: string }) => {
      if (error.code !== "RB014") throw error;
      return sellAll(wishes);
    });
  return {
    sql: world.sql,
    url: world.url,
    buy: gather(sellWithReferences, { most: 32, lanes: 2 }),
    wish: (runId) => {
      const from = Math.floor(Math.random() * segments);
      const to = from + 1 + Math.floor(Math.random() * (segments - from));
      const leg = { runId, from: `L${from}`, to: `L${to}`, serviceClass: "second", fare: "flex" };
      return { userId: randomUUID(), legs: [leg], passengers: 1 + Math.floor(Math.random() * 4) };
    },
    runId: (day) => {
      const date = new Date(Date.UTC(2027, 2, 1 + day));
      return `T1.${date.toISOString().slice(0, 10)}`;
    },
    close: () => world.close(),
  };
}

const peopleOf = (hold: Hold) =>
  (hold.legs[0]?.seats ?? []).map((_, index) => ({ name: `Passenger ${index + 1}`, type: "adult" }));
