import type { ServiceClass } from "@railbooker/events/booking-shape";
import { isFree, leftover, type Masks, type Span } from "./masks.js";
import type { SeatRow, SeatTable, TableSeat } from "./seat-table.js";

export type Preference = "window" | "aisle" | "table" | "quiet" | "door" | "wheelchair";

export interface SeatWish extends Span {
  serviceClass: ServiceClass;
  party: number;
  /** Kept as far as possible, but for `wheelchair`: without such a space for one of the party there is no choice. */
  preferences: readonly Preference[];
}

/** A free seat with what speaks against it; small is good. */
interface Candidate {
  seat: TableSeat;
  /** Preferences that it does not meet, and a space for wheelchairs that nobody asked for. */
  misses: number;
  /** Segments left over in its gap: the smallest gap that fits is taken, so that long rides stay sellable. */
  waste: number;
}

/** Cost of a wheelchair space for somebody who did not ask for one: more than all preferences. */
const spareSpace = 8;

/** What a row is looked at with. */
type FreeOf = (row: SeatRow) => Candidate[];

/**
 * Picks seats for a party: side by side in one row, else in neighbouring rows of one coach, else wherever there are any; and
 * among equals the best fit. Everybody who is refused could not be seated at all.
 * @returns undefined when fewer are free than wanted.
 */
export function chooseSeats(table: SeatTable, masks: Masks, wish: SeatWish): TableSeat[] | undefined {
  const coaches = table.rows[wish.serviceClass];
  const freeOf = freeSeats(masks, wish);
  const all = () => coaches.map((coach) => coach.flatMap(freeOf));
  if (wish.preferences.includes("wheelchair")) return withSpace(all().flat(), wish.party);
  const together = inOneRow(coaches, freeOf, wish.party);
  if (together !== undefined || wish.party === 1) return together;
  return inOneCoach(all(), wish.party) ?? anywhere(all(), wish.party);
}

function freeSeats(masks: Masks, wish: SeatWish): FreeOf {
  const wanted = wish.preferences.filter((preference) => preference !== "wheelchair");
  const spaceWanted = wanted.length < wish.preferences.length;
  return (row) => {
    const free: Candidate[] = [];
    for (const seat of row) {
      if (!isFree(masks, seat.index, wish)) continue;
      let misses = !spaceWanted && seat.features.includes("wheelchair") ? spareSpace : 0;
      for (const preference of wanted) if (!seat.features.includes(preference)) misses += 1;
      free.push({ seat, misses, waste: leftover(masks, seat.index, wish) });
    }
    return free;
  };
}

/** Costs in one number, the first the weightiest; each but the first is less than its limit. */
const wasteLimit = 4096;
const rowLimit = 64;
const apartLimit = 64;
const missesLimit = 1024;

/** Among seats that fit as well, those of the row with the fewest free seats; a traveller alone leaves whole rows to parties. */
function inOneRow(
  coaches: readonly (readonly SeatRow[])[],
  freeOf: FreeOf,
  party: number,
): TableSeat[] | undefined {
  let best: Candidate[] | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const coach of coaches) {
    for (const row of coach) {
      const free = freeOf(row);
      for (let start = 0; start + party <= free.length; start++) {
        const group = party === free.length ? free : free.slice(start, start + party);
        const apart = (group.at(-1)?.seat.across ?? 0) - (group[0]?.seat.across ?? 0) - (party - 1);
        const beside = sum(group, "misses") * apartLimit + apart * 2 + aisles(group);
        const cost = (beside * wasteLimit + sum(group, "waste")) * rowLimit + free.length;
        if (cost < bestCost) [best, bestCost] = [group, cost];
      }
    }
  }
  return best?.map(({ seat }) => seat);
}

/** 1 where two neighbours have the aisle between them: both of B and C, say, but not A and B. */
function aisles(group: readonly Candidate[]): number {
  if (group.length !== 2) return 0;
  return group.every(({ seat }) => seat.features.includes("aisle")) ? 1 : 0;
}

function inOneCoach(coaches: readonly Candidate[][], party: number): TableSeat[] | undefined {
  let best: Candidate[] | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const seats of coaches) {
    for (let start = 0; start + party <= seats.length; start++) {
      const group = seats.slice(start, start + party);
      const rows = (group.at(-1)?.seat.row ?? 0) - (group[0]?.seat.row ?? 0);
      const cost = (rows * missesLimit + sum(group, "misses")) * wasteLimit + sum(group, "waste");
      if (cost < bestCost) [best, bestCost] = [group, cost];
    }
  }
  return best?.map(({ seat }) => seat);
}

/** As few coaches as possible: those with the most free seats first. */
function anywhere(coaches: readonly Candidate[][], party: number): TableSeat[] | undefined {
  const seats = [...coaches].sort((a, b) => b.length - a.length).flat();
  return seats.length < party ? undefined : seats.slice(0, party).map(({ seat }) => seat);
}

/** The space that fits best, and the others as near to it as can be. */
function withSpace(all: readonly Candidate[], party: number): TableSeat[] | undefined {
  const [space] = all
    .filter(({ seat }) => seat.features.includes("wheelchair"))
    .sort((a, b) => a.misses - b.misses || a.waste - b.waste);
  if (space === undefined || all.length < party) return undefined;
  const distance = ({ seat }: Candidate) =>
    seat.coach === space.seat.coach ? Math.abs(seat.row - space.seat.row) : 1000;
  const spare = ({ seat }: Candidate) => (seat.features.includes("wheelchair") ? 1 : 0);
  const others = all
    .filter((candidate) => candidate !== space)
    .sort((a, b) => distance(a) - distance(b) || spare(a) - spare(b) || a.waste - b.waste);
  return [space, ...others.slice(0, party - 1)].map(({ seat }) => seat);
}

function sum(group: readonly Candidate[], member: "misses" | "waste"): number {
  let total = 0;
  for (const candidate of group) total += candidate[member];
  return total;
}
