import type { Coach, PlanSeat } from "../api/types.js";

function columnsOf(coach: Coach): string[] {
  return [...new Set(coach.seats.map((seat) => String(seat.column)))].sort();
}

/** Seats on the near side of the aisle, from a layout such as `2+2`. */
export function seatsBeforeAisle(coach: Coach): number {
  return Number(coach.layout.split("+")[0]) || 2;
}

/** Row and column of a seat as custom properties; the stylesheet turns the coach by the width of the screen. */
export function placeStyle(coach: Coach, seat: PlanSeat): string {
  const index = columnsOf(coach).indexOf(String(seat.column));
  const across = index + 1 + (index >= seatsBeforeAisle(coach) ? 1 : 0);
  return `--row:${seat.row};--across:${across}`;
}

/** Whether the coach lies on its side, as it does on wide screens: there the rows run from left to right. */
function lies(inside: HTMLElement): boolean {
  const coach = inside.closest(".coach");
  return coach !== null && getComputedStyle(coach).getPropertyValue("--lies").trim() === "1";
}

/** The free seat that an arrow key leads to, as the plan is drawn now; undefined for other keys and at the edge. */
export function moveInPlan(key: string, coach: Coach, from: string, inside: HTMLElement): string | undefined {
  const start = coach.seats.find((seat) => seat.id === from);
  const steps: Record<string, [along: number, across: number]> = lies(inside)
    ? { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }
    : { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
  const step = steps[key];
  if (start === undefined || step === undefined) return undefined;
  const columns = columnsOf(coach);
  const place = (seat: PlanSeat): [number, number] => [seat.row, columns.indexOf(String(seat.column))];
  const [row, column] = place(start);
  const ahead = coach.seats.filter((seat) => {
    const [r, c] = place(seat);
    const forward = (r - row) * step[0] + (c - column) * step[1];
    return seat.state === "free" && forward > 0;
  });
  const distance = (seat: PlanSeat): number => {
    const [r, c] = place(seat);
    const forward = Math.abs(step[0] !== 0 ? r - row : c - column);
    const aside = Math.abs(step[0] !== 0 ? c - column : r - row);
    return forward + aside * 3;
  };
  return ahead.sort((a, b) => distance(a) - distance(b))[0]?.id;
}
