import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { AppError } from "@railbooker/runtime/errors";
import { claimsOfRuns, countInUse, sellSeats } from "./claim-store.js";
import { expireDue } from "./expire-holds.js";
import { extendHold } from "./extend-hold.js";
import { findHold } from "./hold-store.js";
import { getHold, releaseHold } from "./release-hold.js";
import {
  command,
  holdMinutes,
  leg,
  openSeating,
  runId,
  type SeatingWorld,
  seatIds,
} from "./testing/seating-world.js";

const segments = 9;
let world: SeatingWorld;
let hold: ReturnType<SeatingWorld["process"]>;

beforeAll(async () => {
  world = await openSeating({ segments, plan: [{ serviceClass: "second", rows: 5 }] });
  hold = world.process();
});

afterAll(async () => {
  await world?.close();
});

async function reset(): Promise<void> {
  await world.sql.rows("DELETE FROM holds");
  await world.sql.rows("DELETE FROM hold_legs");
  await world.sql.rows("DELETE FROM seat_claims");
}

const codeOf = (error: unknown) => (error instanceof AppError ? error.code : error);
const freeBits = async () => {
  const [row] = await world.sql.rows<{ free: number }>(
    "SELECT length(masks) * 8 - bit_count(masks)::int AS free FROM run_inventory WHERE run_id = $1",
    [runId],
  );
  return row?.free;
};

test("a seat held from A to B is held again from B to C, and not across", async () => {
  await reset();
  const seats = ["1-1"];
  expect(seatIds(await hold(command([leg(0, 2, { seats })])))).toEqual(seats);
  expect(seatIds(await hold(command([leg(2, 4, { seats })])))).toEqual(seats);
  await expect(hold(command([leg(1, 3, { seats })]))).rejects.toMatchObject({
    code: "seats-taken",
    extra: { seats: [{ id: "1-1" }] },
  });
});

test("Postgres itself refuses a double sale written past every rule of ours", async () => {
  await reset();
  await hold(command([leg(0, 3, { seats: ["1-1"] })]));
  const insert = `INSERT INTO seat_claims (run_id, seat_id, service_class, segments, ticket_id)
                  VALUES ($1, '1-1', 'second', int4range(2, 5), $2)`;
  await expect(world.sql.rows(insert, [runId, randomUUID()])).rejects.toMatchObject({
    code: "23P01",
    constraint: "seat_sold_once",
  });
});

test("claims written by others are seen by the next hold, and bits that went astray are made anew", async () => {
  await reset();
  await hold(command([leg(0, 1)]));
  const insert = `INSERT INTO seat_claims (run_id, seat_id, service_class, segments, ticket_id)
                  VALUES ($1, $2, 'second', int4range(0, 9), $3)`;
  await world.sql.rows(insert, [runId, "1-7", randomUUID()]);
  await expect(hold(command([leg(0, 9, { seats: ["1-7"] })]))).rejects.toMatchObject({ code: "seats-taken" });
  await world.sql.rows("UPDATE run_inventory SET masks = decode(repeat('00', length(masks)), 'hex')");
  await expect(hold(command([leg(0, 9, { seats: ["1-7"] })]))).rejects.toMatchObject({ code: "seats-taken" });
  expect(seatIds(await hold(command([leg(0, 9, { seats: ["1-8"] })])))).toEqual(["1-8"]);
});

test("64 buyers on three processes sell the train out: no segment twice, no sellable seat left, refusals are 409s", async () => {
  await reset();
  const processes = [world.process(), world.process(), world.process()];
  let picked = 1;
  const random = (below: number) => {
    picked = (picked * 48271) % 2147483647;
    return picked % below;
  };
  const refusals: unknown[] = [];
  await Promise.all(
    Array.from({ length: 64 }, async (_, index) => {
      const buy = processes[index % 3] ?? hold;
      for (let attempt = 0; attempt < 12; attempt++) {
        const from = random(segments);
        const to = from + 1 + random(segments - from);
        await buy(command([leg(from, to)], 1 + random(4))).catch((error: unknown) =>
          refusals.push(codeOf(error)),
        );
      }
    }),
  );
  expect(new Set(refusals)).toEqual(new Set(["seats-taken"]));
  const [overlap] = await world.sql.rows(
    `SELECT 1 FROM seat_claims a JOIN seat_claims b ON a.id < b.id AND a.run_id = b.run_id AND a.seat_id = b.seat_id AND a.segments && b.segments`,
  );
  expect(overlap).toBeUndefined();
  for (let from = 0; from < segments; from++) {
    const before = await countInUse(
      world.sql,
      [{ runId, fromPosition: from, toPosition: from + 1 }],
      world.deps.clock(),
    );
    const left = 20 - (before[0]?.get("second") ?? 0);
    for (let seat = 0; seat < left; seat++) await hold(command([leg(from, from + 1)]));
    await expect(hold(command([leg(from, from + 1)]))).rejects.toMatchObject({ code: "seats-taken" });
  }
  const claims = (await claimsOfRuns(world.sql, [runId], world.deps.clock())).get(runId) ?? [];
  expect(claims.reduce((sum, [, from, to]) => sum + to - from, 0)).toBe(20 * segments);
});

test("a refusal of one leg gives back the others, and one bad request leaves its neighbours alone", async () => {
  await reset();
  await hold(command([leg(4, 9, { seats: ["1-2"] })]));
  const both = [leg(0, 4, { seats: ["1-1"] }), leg(4, 9, { seats: ["1-2"] })];
  const answers = await Promise.allSettled([
    hold(command(both)),
    hold(command([leg(0, 9, { seats: ["1-1"] })])),
    hold(command([leg(0, 9, { runId: "nowhere" })])),
    hold(command([leg(5, 5)])),
    hold(command([leg(0, 9, { seats: ["1-1", "1-2"] })])),
    hold({ ...command([leg(0, 9)]), userId: "no uuid" }),
    hold(command([leg(0, 9)], 4)),
  ]);
  const codes = answers.map((answer) => (answer.status === "fulfilled" ? "held" : codeOf(answer.reason)));
  expect(codes.map(String).map((code) => code.replace(/.*invalid input syntax.*/, "data"))).toEqual([
    "seats-taken",
    "held",
    "no-such-run",
    "no-such-leg",
    "seat-count",
    "data",
    "held",
  ]);
});

test("a party sits together, and the loser of the last seat is told which it was", async () => {
  await reset();
  const party = await hold(command([leg(0, 9)], 4));
  expect(seatIds(party).map((id) => Math.ceil(Number(id.split("-")[1]) / 4))).toEqual(
    [1, 1, 1, 1].map(() => expect.any(Number)),
  );
  expect(new Set(seatIds(party).map((id) => Math.ceil(Number(id.split("-")[1]) / 4))).size).toBe(1);
  await hold(command([leg(0, 9)], 9));
  await hold(command([leg(0, 9)], 6));
  const race = await Promise.allSettled([hold(command([leg(0, 9)])), hold(command([leg(0, 9)]))]);
  const [won] = race.flatMap((each) => (each.status === "fulfilled" ? seatIds(each.value) : []));
  const [lost] = race.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
  expect(lost).toMatchObject({
    code: "seats-taken",
    extra: { seats: expect.arrayContaining([expect.objectContaining({ id: won })]) },
  });
});

test("a change of seats on the way is kept with the hold, sold and released", async () => {
  await reset();
  for (const id of Array.from({ length: 20 }, (_, index) => `1-${index + 1}`))
    await hold(
      command([Number(id.slice(2)) % 2 === 0 ? leg(0, 4, { seats: [id] }) : leg(4, 9, { seats: [id] })]),
    );
  await expect(hold(command([leg(0, 9)]))).rejects.toMatchObject({ code: "seats-taken" });
  const wanted = command([leg(0, 9, { allowSplit: true })], 2);
  const held = await hold(wanted);
  expect(held.legs[0]?.split).toMatchObject({ at: "L4", position: 4 });
  expect(await findHold(world.sql, held.id, wanted.userId)).toEqual(held);
  const [first] = held.legs;
  const sale = { holdLegId: first?.id ?? "", ticketId: randomUUID() };
  const sales = [first?.seats[0], first?.split?.next[0]].map((seat) => ({ ...sale, seatId: seat?.id ?? "" }));
  expect(await sellSeats(world.sql, sales)).toBe(2);
  expect(await sellSeats(world.sql, sales)).toBe(0);
});

test("released seats are free at once, bit by bit", async () => {
  await reset();
  const { userId, ...rest } = command([leg(0, 9)], 3);
  const before = await hold({ userId, ...rest });
  const free = await freeBits();
  await releaseHold(world.deps)(before.id, userId);
  expect(await freeBits()).toBe((free ?? 0) + 3 * segments);
  expect(seatIds(await hold(command([leg(0, 9, { seats: seatIds(before) })], 3)))).toEqual(seatIds(before));
});

test("a hold past its time is ignored by the next buyer, with no queue and no sweeper", async () => {
  await reset();
  const wanted = command([leg(0, 9, { seats: ["1-3"] })]);
  const late = await hold(wanted);
  world.pass(holdMinutes * 60_000);
  expect((await getHold(world.sql, world.deps.clock)(late.id, wanted.userId)).status).toBe("expired");
  expect(seatIds(await hold(command([leg(0, 9, { seats: ["1-3"] })])))).toEqual(["1-3"]);
  expect((await findHold(world.sql, late.id, wanted.userId))?.status).toBe("expired");
});

test("a hold is extended once, counted by the server's clock", async () => {
  await reset();
  const told: string[] = [];
  const extend = extendHold({ ...world.deps, onExtended: ({ id }) => told.push(id) });
  const wanted = command([leg(0, 9, { seats: ["1-3"] })]);
  const held = await hold(wanted);
  world.pass((holdMinutes - 1) * 60_000);
  const longer = await extend(held.id, wanted.userId);
  expect(longer.expiresAt).toEqual(new Date(world.deps.clock().getTime() + holdMinutes * 60_000));
  await expect(extend(held.id, wanted.userId)).rejects.toMatchObject({
    code: "already-extended",
    kind: "conflict",
  });
  await expect(extend(held.id, randomUUID())).rejects.toMatchObject({ code: "no-such-hold" });
  world.pass(2 * 60_000);
  await expect(hold(command([leg(0, 9, { seats: ["1-3"] })]))).rejects.toMatchObject({ code: "seats-taken" });
  world.pass(holdMinutes * 60_000);
  await expect(extend(held.id, wanted.userId)).rejects.toMatchObject({
    code: "hold-expired",
    kind: "expired",
  });
  expect(await expireDue(world.deps, { holdId: held.id })).toBe(1);
  expect(await expireDue(world.deps)).toBe(0);
  expect(told).toEqual([held.id]);
});

test("of ten requests of one user at once no more than the limit is held", async () => {
  await reset();
  const limited = [0, 1].map(() => world.process());
  world.deps.purchaseLimit = 6;
  const strict = limited.map(() => world.process());
  world.deps.purchaseLimit = undefined;
  const userId = randomUUID();
  const answers = await Promise.allSettled(
    Array.from({ length: 10 }, (_, index) => strict[index % 2]?.(command([leg(0, 1)], 2, userId))),
  );
  expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(3);
  for (const answer of answers)
    if (answer.status === "rejected")
      expect(answer.reason).toMatchObject({
        code: "purchase-limit",
        kind: "too-many",
        retryAfterSeconds: 60,
      });
  await strict[0]?.(command([leg(0, 1, { runId: "T2.2027-03-01" })], 2, userId));
});
