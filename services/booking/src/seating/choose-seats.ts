import type { ServiceClass } from "@railbooker/events/booking-shape";
import { isFree, leftover, type Masks, type Span } from "./masks.js";
import type { SeatTable, TableSeat } from "./seat-table.js";

export type Preference = "window" | "aisle" | "table" | "quiet" | "wheelchair";

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

/**
 * Picks seats for a party: side by side in one row, else in neighbouring rows of one coach, else wherever there are any; and
 * among equals the best fit. Everybody who is refused could not be seated at all.
 * @returns undefined when fewer are free than wanted.
 */
export function chooseSeats(table: SeatTable, masks: Masks, wish: SeatWish): TableSeat[] | undefined {
  const coaches = candidates(table, masks, wish);
  if (wish.preferences.includes("wheelchair")) return withSpace(coaches, wish.party);
  if (wish.party === 1) return single(coaches);
  return inOneRow(coaches, wish.party) ?? inOneCoach(coaches, wish.party) ?? anywhere(coaches, wish.party);
}

/** Free seats by coach and row; rows without any are left out. */
function candidates(table: SeatTable, masks: Masks, wish: SeatWish): Candidate[][][] {
  const wanted = wish.preferences.filter((preference) => preference !== "wheelchair");
  const spaceWanted = wanted.length < wish.preferences.length;
  const toCandidate = (seat: TableSeat): Candidate => {
    const unmet = wanted.filter((preference) => !seat.features.includes(preference)).length;
    const spare = !spaceWanted && seat.features.includes("wheelchair") ? spareSpace : 0;
    return { seat, misses: unmet + spare, waste: leftover(masks, seat.index, wish) };
  };
  return table.rows[wish.serviceClass].map((coach) =>
    coach
      .map((row) => row.filter((seat) => isFree(masks, seat.index, wish)).map(toCandidate))
      .filter((row) => row.length > 0),
  );
}

/** A traveller alone takes from the row with the fewest free seats, among seats that fit as well. */
function single(coaches: Candidate[][][]): TableSeat[] | undefined {
  let best: Candidate | undefined;
  let bestCost: number[] = [];
  for (const row of coaches.flat()) {
    for (const candidate of row) {
      const cost = [candidate.misses, candidate.waste, row.length];
      if (best === undefined || isLess(cost, bestCost)) [best, bestCost] = [candidate, cost];
    }
  }
  return best === undefined ? undefined : [best.seat];
}

function inOneRow(coaches: Candidate[][][], party: number): TableSeat[] | undefined {
  let best: Candidate[] | undefined;
  let bestCost: number[] = [];
  for (const row of coaches.flat()) {
    for (let start = 0; start + party <= row.length; start++) {
      const group = row.slice(start, start + party);
      const apart = (group.at(-1)?.seat.across ?? 0) - (group[0]?.seat.across ?? 0) - (party - 1);
      const cost = [sum(group, "misses"), apart * 2 + aisles(group), sum(group, "waste"), row.length];
      if (best === undefined || isLess(cost, bestCost)) [best, bestCost] = [group, cost];
    }
  }
  return best?.map(({ seat }) => seat);
}

/** 1 where two neighbours have the aisle between them: both of B and C, say, but not A and B. */
function aisles(group: readonly Candidate[]): number {
  if (group.length !== 2) return 0;
  return group.every(({ seat }) => seat.features.includes("aisle")) ? 1 : 0;
}

function inOneCoach(coaches: Candidate[][][], party: number): TableSeat[] | undefined {
  let best: Candidate[] | undefined;
  let bestCost: number[] = [];
  for (const coach of coaches) {
    const seats = coach.flat();
    for (let start = 0; start + party <= seats.length; start++) {
      const group = seats.slice(start, start + party);
      const rows = (group.at(-1)?.seat.row ?? 0) - (group[0]?.seat.row ?? 0);
      const cost = [rows, sum(group, "misses"), sum(group, "waste")];
      if (best === undefined || isLess(cost, bestCost)) [best, bestCost] = [group, cost];
    }
  }
  return best?.map(({ seat }) => seat);
}

/** As few coaches as possible: those with the most free seats first. */
function anywhere(coaches: Candidate[][][], party: number): TableSeat[] | undefined {
  const seats = coaches
    .map((coach) => coach.flat())
    .sort((a, b) => b.length - a.length)
    .flat();
  return seats.length < party ? undefined : seats.slice(0, party).map(({ seat }) => seat);
}

/** The space that fits best, and the others as near to it as can be. */
function withSpace(coaches: Candidate[][][], party: number): TableSeat[] | undefined {
  const all = coaches.flat(2);
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

const sum = (group: readonly Candidate[], member: "misses" | "waste"): number =>
  group.reduce((total, candidate) => total + candidate[member], 0);

function isLess(a: readonly number[], b: readonly number[]): boolean {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
