import { chooseSeats, type SeatWish } from "./choose-seats.js";
import { isFree, type Masks, mark, type Span } from "./masks.js";
import type { SeatTable, TableSeat } from "./seat-table.js";

/** A run with what is taken of it. */
export interface OpenRun {
  runId: string;
  table: SeatTable;
  masks: Masks;
}

/** Seats for a party on one leg; with `split`, up to the call at `position`, and other seats from there on. */
export interface SeatChoice {
  seats: TableSeat[];
  split?: { position: number; next: TableSeat[] };
}

export interface ChoiceWish extends SeatWish {
  /** Seats asked for by id, all of them in the table. */
  wanted?: readonly string[] | undefined;
  /** Calls at which the party may change to other seats where none is free throughout; left out, nowhere. */
  changeAt?: readonly number[] | undefined;
}

/** Seats for the leg, and the bits of them taken. Under the run's lock nothing can come between the two. */
export function takeChoice(
  table: SeatTable,
  masks: Masks,
  wish: ChoiceWish,
): { choice: SeatChoice } | { missing: string[] } {
  const choice = choose(table, masks, wish);
  if ("missing" in choice) return choice;
  markChoice(masks, wish, choice, true);
  return { choice };
}

export function markChoice(masks: Masks, { from, to }: Span, choice: SeatChoice, taken: boolean): void {
  const change = choice.split?.position ?? to;
  for (const seat of choice.seats) mark(masks, seat.index, { from, to: change }, taken);
  for (const seat of choice.split?.next ?? []) mark(masks, seat.index, { from: change, to }, taken);
}

function choose(table: SeatTable, masks: Masks, wish: ChoiceWish): SeatChoice | { missing: string[] } {
  if (wish.wanted !== undefined) {
    const seats = wish.wanted.flatMap((id) => table.byId.get(id) ?? []);
    const missing = seats.filter((seat) => !isFree(masks, seat.index, wish)).map((seat) => seat.id);
    return missing.length > 0 ? { missing } : { seats };
  }
  const seats = chooseSeats(table, masks, wish);
  if (seats !== undefined) return { seats };
  return splitSeats(table, masks, wish) ?? { missing: [] };
}

/** Two sets of seats, one after the other; the change is as late as can be. */
function splitSeats(table: SeatTable, masks: Masks, wish: ChoiceWish): SeatChoice | undefined {
  for (const position of wish.changeAt?.toReversed() ?? []) {
    const seats = chooseSeats(table, masks, { ...wish, to: position });
    if (seats === undefined) continue;
    const next = chooseSeats(table, masks, { ...wish, from: position });
    if (next !== undefined) return { seats, split: { position, next } };
  }
  return undefined;
}
