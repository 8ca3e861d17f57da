import type { SeatPlace } from "./formation.js";

/**
 * Picks seats for a party among those that are free: in one row if possible, else in neighbouring rows of one coach, else
 * wherever there are any. `spread` (0 up to 1) is where the search starts: buyers who all began at the front would fight
 * for the same seats.
 * @returns undefined when fewer are free than wanted.
 */
export function chooseSeats(
  free: readonly SeatPlace[],
  party: number,
  spread: number,
): SeatPlace[] | undefined {
  if (free.length < party) return undefined;
  const start = Math.floor(spread * free.length) % free.length;
  const turned = [...free.slice(start), ...free.slice(0, start)];
  if (party === 1) return turned.slice(0, 1);
  return (
    tightest(turned, party, ({ coach, row }) => `${coach}/${row}`) ??
    closestInOneCoach(turned, party) ??
    turned.slice(0, party)
  );
}

function tightest(
  free: readonly SeatPlace[],
  party: number,
  groupOf: (seat: SeatPlace) => string,
): SeatPlace[] | undefined {
  const groups = groupBy(free, groupOf);
  // The fullest row that still fits, so that whole rows stay free for the next party.
  const fitting = [...groups.values()]
    .filter((group) => group.length >= party)
    .sort((a, b) => a.length - b.length);
  return fitting[0]?.slice(0, party);
}

function closestInOneCoach(free: readonly SeatPlace[], party: number): SeatPlace[] | undefined {
  let best: { seats: SeatPlace[]; distance: number } | undefined;
  for (const coach of groupBy(free, (seat) => seat.coach).values()) {
    const ordered = coach.sort((a, b) => a.row - b.row);
    for (let i = 0; i + party <= ordered.length; i++) {
      const seats = ordered.slice(i, i + party);
      const distance = (seats.at(-1)?.row ?? 0) - (seats[0]?.row ?? 0);
      if (best === undefined || distance < best.distance) best = { seats, distance };
    }
  }
  return best?.seats;
}

function groupBy(seats: readonly SeatPlace[], keyOf: (seat: SeatPlace) => string): Map<string, SeatPlace[]> {
  const groups = new Map<string, SeatPlace[]>();
  for (const seat of seats) {
    const group = groups.get(keyOf(seat));
    if (group === undefined) groups.set(keyOf(seat), [seat]);
    else group.push(seat);
  }
  return groups;
}
