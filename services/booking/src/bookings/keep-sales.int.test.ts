import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { EventEnvelope } from "@railbooker/events/envelope";
import { createDataSource, type InTransaction, type Sql, transactions } from "@railbooker/runtime/database";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { shareInventory } from "../seating/inventory-lock.js";
import { storedFormations } from "../seating/rolling-stock-store.js";
import { smallFeed, sourceOf } from "../timetable/testing/small-feed.js";
import { openTimetableDatabase, type TimetableDatabase } from "../timetable/testing/timetable-database.js";
import { keepSales } from "./keep-sales.js";

const runId = "t1.2027-03-05";
const userId = randomUUID();
let db: TimetableDatabase;
let inTransaction: InTransaction;
let dataSource: ReturnType<typeof createDataSource>;
beforeAll(async () => {
  db = await openTimetableDatabase(keepSales);
  dataSource = createDataSource({ url: db.url, schema: "booking", migrations: [], poolSize: 1 });
  await dataSource.initialize();
  inTransaction = transactions(dataSource);
});
afterAll(async () => {
  await dataSource.destroy();
  await db.close();
});
beforeEach(async () => {
  await db.sql.rows(
    `TRUNCATE timetables, locations, trains, calls, service_dates, timetable_changes, run_formations, run_status, outbox,
              seat_claims, hold_legs, holds, tickets, passengers, booking_legs, bookings CASCADE`,
  );
  await importStops("A 8:00", "B 9:00", "C 10:00");
});

const stops = "stop_id,stop_name,stop_lat,stop_lon\nA,Aa,50,8\nB,Bb,51,8\nC,Cc,52,8\nN,New,50.5,8\n";

/** Imports the train with these calls, on each day of March. */
function importStops(...calls: string[]) {
  const rows = calls.map((call, index) => {
    const [stop, time] = call.split(" ");
    return `t1,${time}:00,${time}:00,${stop},${index}`;
  });
  const stopTimes = `trip_id,arrival_time,departure_time,stop_id,stop_sequence\n${rows.join("\n")}\n`;
  return db.importFrom(sourceOf(smallFeed({ "stops.txt": stops, "stop_times.txt": stopTimes })));
}

/** The feed with another train only. */
function importWithout() {
  const trips = "route_id,service_id,trip_id,trip_short_name\nr,s,t2,ICE 2\n";
  const times = smallFeed()["stop_times.txt"]?.replaceAll("t1,", "t2,");
  return db.importFrom(sourceOf(smallFeed({ "trips.txt": trips, "stop_times.txt": times })));
}

interface Ride {
  from: string;
  to: string;
  positions: [number, number];
  seat?: string;
  date?: string;
}

/** A hold with its claim, as seating writes it. */
async function hold(
  { from, to, positions, seat = "3-1", date = "2027-03-05" }: Ride,
  sql: Sql = db.sql,
): Promise<string> {
  const [holdId, legId] = [randomUUID(), randomUUID()];
  await sql.rows(
    `INSERT INTO holds (id, user_id, passengers, price_amount, price_currency, created_at, expires_at)
     VALUES ($1, $2, 1, 1, 'EUR', now(), now() + interval '10 years')`,
    [holdId, userId],
  );
  await sql.rows(
    `INSERT INTO hold_legs (id, hold_id, position, run_id, from_position, to_position, from_location, to_location, service_class, fare, price_amount)
     VALUES ($1, $2, 0, $3, $4, $5, $6, $7, 'second', 'flex', 1)`,
    [legId, holdId, `t1.${date}`, ...positions, from, to],
  );
  await sql.rows(
    `INSERT INTO seat_claims (run_id, seat_id, service_class, segments, hold_leg_id, expires_at)
     VALUES ($1, $2, 'second', int4range($3, $4), $5, now() + interval '10 years')`,
    [`t1.${date}`, seat, ...positions, legId],
  );
  return holdId;
}

/** A booking with one ticket, made of a hold. */
async function sell(ride: Ride): Promise<string> {
  const holdId = await hold(ride);
  const [bookingId, legId, passengerId, ticketId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const reference = ticketId.slice(0, 6).toUpperCase();
  const date = ride.date ?? "2027-03-05";
  const hours: Record<string, string> = { A: "08", B: "09", C: "10" };
  const [departure, arrival] = [ride.from, ride.to].map((stop) => `${date}T${hours[stop]}:00:00+01:00`);
  await db.sql.rows("UPDATE holds SET status = 'booked' WHERE id = $1", [holdId]);
  await db.sql.rows(
    `INSERT INTO bookings (id, reference, user_id, hold_id, status, price_amount, price_currency, contact_email, created_at)
     VALUES ($1, $2, $3, $4, 'confirmed', 1, 'EUR', 'someone@example.org', now())`,
    [bookingId, reference, userId, holdId],
  );
  await db.sql.rows(
    `INSERT INTO booking_legs (id, booking_id, position, run_id, train_number, train_name, from_id, from_name, from_position, departure,
                               departure_at, to_id, to_name, to_position, arrival, arrival_at, service_class, fare, price_amount)
     VALUES ($1, $2, 0, $3, '1', 'ICE 1', $4, $4, $5, $6::text, $6::timestamptz, $7, $7, $8, $9::text, $9::timestamptz, 'second', 'flex', 1)`,
    [
      legId,
      bookingId,
      `t1.${date}`,
      ride.from,
      ride.positions[0],
      departure,
      ride.to,
      ride.positions[1],
      arrival,
    ],
  );
  await db.sql.rows(
    "INSERT INTO passengers (id, booking_id, position, name, type) VALUES ($1, $2, 0, 'X', 'adult')",
    [passengerId, bookingId],
  );
  await db.sql.rows(
    `INSERT INTO tickets (id, booking_id, leg_id, passenger_id, seat_id, coach, seat_number, price_amount, status, code)
     VALUES ($1, $2, $3, $4, $5, '3', '1', 1, 'valid', 'code')`,
    [ticketId, bookingId, legId, passengerId, ride.seat ?? "3-1"],
  );
  await db.sql.rows(
    "UPDATE seat_claims c SET ticket_id = $1, expires_at = NULL FROM hold_legs l WHERE l.id = c.hold_leg_id AND l.hold_id = $2",
    [ticketId, holdId],
  );
  return reference;
}

async function claims(): Promise<string[]> {
  const rows = await db.sql.rows<{ claim: string }>(
    `SELECT concat_ws(' ', seat_id, segments, CASE WHEN ticket_id IS NULL THEN 'held' ELSE 'sold' END) AS claim FROM seat_claims ORDER BY 1`,
  );
  return rows.map(({ claim }) => claim);
}

async function told(): Promise<{ name: string; data: Record<string, unknown> }[]> {
  const rows = await db.sql.rows<{ envelope: EventEnvelope }>("SELECT envelope FROM outbox ORDER BY id");
  return rows
    .map(({ envelope }) => ({
      name: envelope.type.split(".")[2] ?? "",
      data: envelope.data as Record<string, unknown>,
    }))
    .filter(({ name }) => name !== "TimetableImported");
}

test("the same timetable once more changes nothing and tells nobody", async () => {
  await sell({ from: "A", to: "C", positions: [0, 2] });
  const { soldRuns } = await importStops("A 8:00", "B 9:00", "C 10:00");
  expect(soldRuns).toEqual([]);
  expect(await claims()).toEqual(["3-1 [0,2) sold"]);
  expect(await told()).toEqual([]);
});

test("a call more moves seats to their new positions, on the same seat side by side, and tells nobody whose times stay", async () => {
  await sell({ from: "A", to: "B", positions: [0, 1] });
  await sell({ from: "B", to: "C", positions: [1, 2] });
  const holdId = await hold({ from: "B", to: "C", positions: [1, 2], seat: "4-4" });
  const { soldRuns } = await importStops("A 8:00", "N 8:30", "B 9:00", "C 10:00");
  expect(soldRuns).toEqual([{ runId, change: "changed", bookings: 2, tickets: 2, seatsLost: 0 }]);
  expect(await claims()).toEqual(["3-1 [0,2) sold", "3-1 [2,3) sold", "4-4 [2,3) held"]);
  const places = await db.sql.rows(
    "SELECT from_position AS f, to_position AS t FROM booking_legs UNION ALL SELECT from_position, to_position FROM hold_legs WHERE hold_id = $1 ORDER BY f, t",
    [holdId],
  );
  expect(places).toEqual([
    { f: 0, t: 2 },
    { f: 2, t: 3 },
    { f: 2, t: 3 },
  ]);
  expect(await told()).toEqual([]);
  expect(await db.sql.rows("SELECT change FROM timetable_changes")).toEqual([{ change: "changed" }]);
});

test("other times are told, once, beside those that were booked and stay in the booking", async () => {
  const reference = await sell({ from: "A", to: "B", positions: [0, 1] });
  await importStops("A 8:10", "B 9:20", "C 10:00");
  await importStops("A 8:10", "B 9:20", "C 10:00");
  expect(await told()).toEqual([
    {
      name: "TrainChanged",
      data: {
        runId,
        train: { number: "1", name: "ICE 1" },
        travellers: [
          {
            userId,
            email: "someone@example.org",
            bookings: [
              {
                reference,
                from: { id: "A", name: "A", departure: "2027-03-05T08:00:00+01:00" },
                to: { id: "B", name: "B", arrival: "2027-03-05T09:00:00+01:00" },
                now: { departure: "2027-03-05T08:10:00+01:00", arrival: "2027-03-05T09:20:00+01:00" },
              },
            ],
          },
        ],
      },
    },
  ]);
  expect(await db.sql.rows("SELECT departure FROM booking_legs")).toEqual([
    { departure: "2027-03-05T08:00:00+01:00" },
  ]);
});

test("a ride that is no longer possible loses its seat, its hold ends, and both come back with the call", async () => {
  await sell({ from: "B", to: "C", positions: [1, 2] });
  const staying = await sell({ from: "A", to: "C", positions: [0, 2], seat: "3-2" });
  const holdId = await hold({ from: "A", to: "B", positions: [0, 1], seat: "3-3" });
  const { soldRuns } = await importStops("A 8:00", "C 10:00");
  expect(soldRuns).toMatchObject([{ change: "changed", tickets: 2, seatsLost: 1 }]);
  expect(await claims()).toEqual(["3-2 [0,1) sold"]);
  expect(await db.sql.rows("SELECT status FROM holds WHERE id = $1", [holdId])).toEqual([
    { status: "released" },
  ]);
  const events = await told();
  expect(events).toMatchObject([
    {
      name: "TrainCancelled",
      data: { reason: "In the new timetable it does not go between these stations." },
    },
  ]);
  expect(JSON.stringify(events)).not.toContain(staying);

  await importStops("A 8:00", "B 9:00", "C 10:00");
  expect(await claims()).toEqual(["3-1 [1,2) sold", "3-2 [0,2) sold"]);
  expect((await told()).map(({ name }) => name)).toEqual(["TrainCancelled", "TrainChanged"]);
});

test("a run that vanishes keeps what is sold and gives up what is held; its travellers are told, and again when it returns", async () => {
  await sell({ from: "A", to: "C", positions: [0, 2] });
  await hold({ from: "A", to: "C", positions: [0, 2], seat: "3-2" });
  const { soldRuns } = await importWithout();
  expect(soldRuns).toEqual([{ runId, change: "vanished", bookings: 1, tickets: 1, seatsLost: 0 }]);
  expect(await claims()).toEqual(["3-1 [0,2) sold"]);
  await importWithout();
  const back = await importStops("A 8:00", "N 8:30", "B 9:00", "C 10:00");
  expect(back.soldRuns).toMatchObject([{ change: "returned" }]);
  expect(await claims()).toEqual(["3-1 [0,3) sold"]);
  expect((await told()).map(({ name }) => name)).toEqual(["TrainCancelled", "TrainChanged"]);
});

test("a ride that is over, or was cancelled, concerns nobody", async () => {
  await sell({ from: "A", to: "C", positions: [0, 2], date: "2027-03-01" });
  await db.sql.rows("UPDATE booking_legs SET arrival_at = '2027-03-01T05:00:00Z'");
  await sell({ from: "A", to: "C", positions: [0, 2] });
  await db.sql.rows(
    "UPDATE tickets SET status = 'cancelled' WHERE leg_id IN (SELECT id FROM booking_legs WHERE run_id = $1)",
    [runId],
  );
  const { soldRuns } = await importStops("A 8:10", "C 10:00");
  expect(soldRuns).toEqual([]);
  expect(await told()).toEqual([]);
});

test("a run that becomes another kind of train keeps the coaches in which it was sold", async () => {
  const kind = { runId, category: "ICE", routeType: 101 };
  const [before] = await storedFormations(db.sql, [kind]);
  await sell({ from: "A", to: "C", positions: [0, 2], seat: "7-60" });
  await db.importFrom(
    sourceOf(
      smallFeed({
        "stops.txt": stops,
        "stop_times.txt":
          "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,8:00:00,8:00:00,A,0\nt1,9:00:00,9:00:00,B,1\nt1,10:00:00,10:00:00,C,2\n",
        "routes.txt": "route_id,route_short_name,route_type\nr,RE 1,106\n",
      }),
    ),
  );
  const [after, other] = await storedFormations(db.sql, [
    { ...kind, routeType: 106 },
    { runId: "t1.2027-03-06", category: "ICE", routeType: 106 },
  ]);
  expect(after).toEqual(before);
  expect(other?.length).not.toBe(before?.length);
});

/** A ticket from A to C that goes on from B on another seat. */
async function sellWithChange(): Promise<void> {
  await sell({ from: "A", to: "C", positions: [0, 2] });
  await db.sql.rows("UPDATE hold_legs SET split_at = 1, split_location = 'B'");
  const changeSeat = { at: { id: "B", name: "Bb" }, seat: { id: "3-9", coach: "3", number: "9" } };
  await db.sql.rows("UPDATE tickets SET change_seat = $1", [JSON.stringify(changeSeat)]);
  await db.sql.rows("UPDATE seat_claims SET segments = '[0,1)'");
  await db.sql.rows(
    `INSERT INTO seat_claims (run_id, seat_id, service_class, segments, hold_leg_id, ticket_id)
     SELECT run_id, '3-9', service_class, '[1,2)', hold_leg_id, ticket_id FROM seat_claims`,
  );
}

const seatsOfTicket = () =>
  db.sql.rows("SELECT seat_id AS seat, coach, seat_number AS number, change_seat AS change FROM tickets");

test("a ticket that changes its seat on the way keeps both, and the run's bits are made anew", async () => {
  await sellWithChange();
  await db.sql.rows(
    "INSERT INTO run_inventory (run_id, layout, seats, segments, stride, masks) VALUES ($1, 'x', '{}', 2, 1, '')",
    [runId],
  );
  const { soldRuns } = await importStops("A 8:00", "N 8:30", "B 9:00", "C 10:00");
  expect(soldRuns).toMatchObject([{ tickets: 1, seatsLost: 0 }]);
  expect(await claims()).toEqual(["3-1 [0,2) sold", "3-9 [2,3) sold"]);
  expect(await db.sql.rows("SELECT from_position, to_position FROM booking_legs")).toEqual([
    { from_position: 0, to_position: 3 },
  ]);
  expect(await db.sql.rows("SELECT 1 FROM run_inventory")).toEqual([]);
  expect(await db.sql.rows("SELECT DISTINCT user_id FROM seat_claims")).toEqual([{ user_id: userId }]);
});

test("where the call at which a seat changes is gone, it changes at the last one before that is left", async () => {
  await importStops("A 8:00", "N 8:30", "B 9:00", "C 10:00");
  await sellWithChange();
  await db.sql.rows("UPDATE seat_claims SET segments = '[0,2)' WHERE seat_id = '3-1'");
  await db.sql.rows("UPDATE seat_claims SET segments = '[2,3)' WHERE seat_id = '3-9'");
  const { soldRuns } = await importStops("A 8:00", "N 8:30", "C 10:00");
  expect(soldRuns).toMatchObject([{ tickets: 1, seatsLost: 0 }]);
  expect(await claims()).toEqual(["3-1 [0,1) sold", "3-9 [1,2) sold"]);
  expect(await seatsOfTicket()).toMatchObject([
    { seat: "3-1", change: { at: { id: "N", name: "New" }, seat: { id: "3-9" } } },
  ]);
  expect((await told()).map(({ name }) => name)).toEqual(["TrainChanged"]);
});

test("where no call is left to change at, the second seat is that of the whole ride", async () => {
  await sellWithChange();
  const { soldRuns } = await importStops("A 8:00", "C 10:00");
  expect(soldRuns).toMatchObject([{ tickets: 1, seatsLost: 0 }]);
  expect(await claims()).toEqual(["3-9 [0,1) sold"]);
  expect(await seatsOfTicket()).toEqual([{ seat: "3-9", coach: "3", number: "9", change: null }]);
  expect((await told()).map(({ name }) => name)).toEqual(["TrainChanged"]);
});

test("a hold that changes its seat follows too, as long as there is a call to change at", async () => {
  await importStops("A 8:00", "N 8:30", "B 9:00", "C 10:00");
  const holdId = await hold({ from: "A", to: "C", positions: [0, 3] });
  await db.sql.rows("UPDATE hold_legs SET split_at = 2, split_location = 'B'");
  await db.sql.rows("UPDATE seat_claims SET segments = '[0,2)'");
  await db.sql.rows(
    `INSERT INTO seat_claims (run_id, seat_id, service_class, segments, hold_leg_id, expires_at)
     SELECT run_id, '3-9', service_class, '[2,3)', hold_leg_id, expires_at FROM seat_claims`,
  );
  const status = async () =>
    (await db.sql.rows<{ status: string }>("SELECT status FROM holds WHERE id = $1", [holdId]))[0]?.status;
  await importStops("A 8:00", "N 8:30", "C 10:00");
  expect(await claims()).toEqual(["3-1 [0,1) held", "3-9 [1,2) held"]);
  expect(await db.sql.rows("SELECT split_at, split_location FROM hold_legs")).toEqual([
    { split_at: 1, split_location: "N" },
  ]);
  expect(await status()).toBe("active");
  await importStops("A 8:00", "C 10:00");
  expect(await claims()).toEqual([]);
  expect(await status()).toBe("released");
});

test("an import waits for a claim under way, and moves it", async () => {
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const claiming = inTransaction(async (tx) => {
    await shareInventory(tx);
    await finished;
    await hold({ from: "B", to: "C", positions: [1, 2] }, tx);
  });
  const importing = importStops("A 8:00", "N 8:30", "B 9:00", "C 10:00");
  await waitFor("the import at the lock", async () => {
    const waiting = await db.sql.rows(
      "SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE l.locktype = 'advisory' AND NOT l.granted AND d.datname = current_database()",
    );
    return waiting.length > 0;
  });
  finish();
  await claiming;
  expect((await importing).soldRuns).toMatchObject([{ change: "changed", tickets: 0 }]);
  expect(await claims()).toEqual(["3-1 [2,3) held"]);
});
