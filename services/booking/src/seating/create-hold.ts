import { randomUUID } from "node:crypto";
import type { Money } from "@railbooker/events/booking-shape";
import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import type { Outbox } from "../outbox/outbox.js";
import { chooseSeats } from "./choose-seats.js";
import {
  type Claim,
  claimSeats,
  countInUse,
  dropClaims,
  type ReleasedSeat,
  seatsInUse,
} from "./claim-store.js";
import { expireHolds } from "./expire-holds.js";
import type { FormationFor } from "./formation.js";
import { type HeldLeg, type Hold, seatFromId } from "./hold.js";
import { insertHold } from "./hold-store.js";
import { shareInventory } from "./inventory-lock.js";
import { type LegRequest, type ResolvedLeg, resolveLeg } from "./resolve-leg.js";
import { announceReleased, type SeatNews } from "./seat-news.js";
import { seatsTaken, soldOut } from "./seating-errors.js";

export interface CreateHoldDeps {
  sql: Sql;
  inTransaction: InTransaction;
  outbox: Outbox;
  clock: Clock;
  formationFor: FormationFor;
  /** Price of each leg for one passenger. */
  priceOf: (sql: Sql, legs: readonly LegWithUse[], now: Date) => Promise<Money[]>;
  holdMinutes: number;
  news: SeatNews;
  /** 0 up to 1, as Math.random. */
  random: () => number;
}

/** `inUse`: seats of the class that are sold or held somewhere on the leg. */
export interface LegWithUse extends ResolvedLeg {
  inUse: number;
}

export interface CreateHold {
  userId: string;
  legs: LegRequest[];
  passengers: number;
  /** What the client has shown; where the price is another, the answer says so. */
  expectedPrice?: Money;
}

/** A hold just made. */
export interface NewHold extends Hold {
  priceChanged?: { from: Money; to: Money };
}

/** How often to choose anew when rivals were quicker; each time their seats are left out. */
const maxChoices = 20;

/** Keeps seats for a limited time, on all legs or on none. @throws AppError 409 `seats-taken`, 404, 422. */
export function createHold(deps: CreateHoldDeps): (command: CreateHold) => Promise<NewHold> {
  return async ({ userId, legs, passengers, expectedPrice }) => {
    const now = deps.clock();
    const released: ReleasedSeat[] = [];
    const hold = await deps.inTransaction(async (sql) => {
      await shareInventory(sql);
      const resolved: ResolvedLeg[] = [];
      for (const leg of legs) resolved.push(await resolveLeg(sql, deps.formationFor, leg, passengers, now));
      const prices = await deps.priceOf(sql, await withUse(sql, resolved, now), now);
      const hold = draftHold(deps, userId, resolved, prices, passengers, now);
      await insertHold(sql, hold, now);
      // Runs in one order for everybody: two journeys over the same trains must not wait for each other crosswise.
      const order = [...resolved.entries()].sort(([, a], [, b]) => a.run.runId.localeCompare(b.run.runId));
      for (const [index, leg] of order) {
        released.push(...(await expireHolds(sql, deps.outbox, now, leg.run.runId)).released);
        const held = hold.legs[index] as HeldLeg;
        held.seats = (await takeSeats(deps, sql, leg, held, hold, index)).sort().map(seatFromId);
      }
      return hold;
    });
    if (released.length > 0) deps.outbox.wake();
    announceReleased(deps.news, released);
    for (const leg of hold.legs) {
      const changed = leg.seats.map((seat) => ({
        id: seat.id,
        state: "held" as const,
        from: leg.fromPosition,
        to: leg.toPosition,
      }));
      deps.news.seatsChanged(leg.runId, changed);
    }
    return { ...hold, ...priceChange(expectedPrice, hold.price) };
  };
}

function priceChange(expected: Money | undefined, to: Money): Pick<NewHold, "priceChanged"> {
  if (expected === undefined) return {};
  const same = expected.amount === to.amount && expected.currency === to.currency;
  return same ? {} : { priceChanged: { from: expected, to } };
}

async function withUse(sql: Sql, resolved: readonly ResolvedLeg[], now: Date): Promise<LegWithUse[]> {
  const stretches = resolved.map(({ run, from, to }) => ({
    runId: run.runId,
    fromPosition: from.position,
    toPosition: to.position,
  }));
  const inUse = await countInUse(sql, stretches, now);
  return resolved.map((leg, index) => ({
    ...leg,
    inUse: inUse[index]?.get(leg.request.serviceClass) ?? 0,
  }));
}

function draftHold(
  deps: CreateHoldDeps,
  userId: string,
  resolved: readonly ResolvedLeg[],
  prices: readonly Money[],
  passengers: number,
  now: Date,
): Hold {
  const legs = resolved.map((leg, index): HeldLeg => {
    const single = prices[index] as Money;
    return {
      id: randomUUID(),
      runId: leg.run.runId,
      from: leg.from.location.id,
      to: leg.to.location.id,
      fromPosition: leg.from.position,
      toPosition: leg.to.position,
      serviceClass: leg.request.serviceClass,
      fare: leg.request.fare,
      price: { amount: single.amount * passengers, currency: single.currency },
      seats: [],
    };
  });
  const price = {
    amount: legs.reduce((sum, leg) => sum + leg.price.amount, 0),
    currency: legs[0]?.price.currency ?? "EUR",
  };
  return {
    id: randomUUID(),
    userId,
    status: "active",
    passengers,
    price,
    expiresAt: new Date(now.getTime() + deps.holdMinutes * 60_000),
    legs,
  };
}

async function takeSeats(
  deps: CreateHoldDeps,
  sql: Sql,
  leg: ResolvedLeg,
  held: HeldLeg,
  hold: Hold,
  index: number,
): Promise<string[]> {
  const claim = (seatIds: readonly string[]): Claim => ({
    runId: held.runId,
    fromPosition: held.fromPosition,
    toPosition: held.toPosition,
    serviceClass: held.serviceClass,
    holdLegId: held.id,
    expiresAt: hold.expiresAt,
    seatIds,
  });
  const wanted = leg.request.seats;
  if (wanted !== undefined) {
    const taken = new Set(await claimSeats(sql, claim(wanted)));
    const missing = wanted.filter((id) => !taken.has(id));
    if (missing.length > 0) throw seatsTaken(index, missing);
    return [...taken];
  }

  const lost = new Set<string>();
  for (let choice = 1; ; choice++) {
    const inUse = await seatsInUse(sql, held, deps.clock());
    const free = leg.seats.filter((seat) => !inUse.has(seat.id) && !lost.has(seat.id));
    const chosen = chooseSeats(free, hold.passengers, deps.random());
    if (chosen === undefined || choice > maxChoices)
      throw soldOut(leg.run.train.name, held.serviceClass, free.length, hold.passengers, [...lost]);
    const ids = chosen.map((seat) => seat.id);
    const taken = await claimSeats(sql, claim(ids));
    if (taken.length === ids.length) return taken;
    await dropClaims(sql, held.id);
    for (const id of ids) if (!taken.includes(id)) lost.add(id);
  }
}
