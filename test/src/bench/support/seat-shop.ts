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
  } & Record<string, unknown>;
  close(): Promise<void>;
}

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
  const { takeSeats } = await fromBooking<{
    takeSeats(deps: unknown, sql: Sql, wishes: readonly Wish[], now: Date): Promise<Outcome<Hold>[]>;
  }>("seating/take-seats.js");
  const { draftBookings } = await fromBooking<{
    draftBookings(sql: Sql, wanted: unknown[], now: Date): Promise<unknown[]>;
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
  const sellAll = (wishes: Wish[]) =>
    deps.inTransaction(async (sql) => {
      const now = deps.clock();
      const taken = await takeSeats(deps, sql, wishes, now);
      const holds = taken.flatMap((each) => (each.ok ? [each.value] : []));
      const wanted = holds.map((hold) => ({ hold, people: peopleOf(hold), email: "ada@example.org" }));
      const drafts = await draftBookings(sql, wanted, now);
      const sales = holds.map((hold, index) => ({ hold, draft: drafts[index] }));
      const bookings = await writeSales({ signer, outbox: deps.outbox }, sql, sales, now);
      return taken.map((each): Outcome<unknown> => (each.ok ? { ok: true, value: bookings.shift() } : each));
    });
  return {
    sql: world.sql,
    url: world.url,
    buy: gather(sellAll, { most: 64, lanes: 2 }),
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
