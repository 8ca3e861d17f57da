import type { Coach, PlanSeat } from "../api/types.js";

function columnsOf(coach: Coach): string[] {
  return [...new Set(coach.seats.map((seat) => String(seat.column)))].sort();
}

/** Seats on the near side of the aisle, from a layout such as `2+2`. */
function seatsBeforeAisle(coach: Coach): number {
  return Number(coach.layout.split("+")[0]) || 2;
}

/** Rows behind which a table stands: those that face the next one across it. */
function tablesOf(coach: Coach): number[] {
  const atTable = new Set(
    coach.seats.filter(({ features }) => features.includes("table")).map(({ row }) => row),
  );
  // Every second pair of neighbours, so that of four rows in a line the middle two do not share a third table.
  return [...atTable]
    .sort((a, b) => a - b)
    .filter((row, index, rows) => index % 2 === 0 && rows[index + 1] === row + 1);
}

/** A coach as a grid with a track for each row, each table and both ends; the stylesheet turns it by the width of the screen. */
export interface CoachGrid {
  /** The tracks along the coach and across it, as custom properties. */
  style: string;
  /** Where the seat stands, as custom properties, and whether its back is to the front. */
  seat: (seat: PlanSeat) => { style: string; faces: "on" | "back" };
  /** Of each table on either side of the aisle. */
  tables: string[];
}

export function coachGrid(coach: Coach): CoachGrid {
  const columns = columnsOf(coach);
  const before = seatsBeforeAisle(coach);
  const tables = tablesOf(coach);
  const rows = Math.max(0, ...coach.seats.map(({ row }) => row));
  // Behind the end of the coach, which is the first track.
  const track = (row: number): number => 1 + row + tables.filter((table) => table < row).length;
  const seats = (count: number): string => `repeat(${count}, var(--seat))`;
  const along = Array.from({ length: rows }, (_, index) =>
    tables.includes(index + 1) ? "var(--seat) var(--table)" : "var(--seat)",
  );
  const sides = [`1 / ${before + 1}`, `${before + 2} / ${columns.length + 2}`];
  return {
    style: `--along:var(--end) ${along.join(" ")} var(--end);--tracks:${seats(before)} var(--aisle) ${seats(columns.length - before)}`,
    seat: ({ row, column }) => {
      const index = columns.indexOf(String(column));
      const across = index + 1 + (index >= before ? 1 : 0);
      const faces = row > (tables[0] ?? rows) ? "back" : "on";
      return { style: `--row:${track(row)};--across:${across}`, faces };
    },
    tables: tables.flatMap((row) => sides.map((side) => `--row:${track(row) + 1};--across:${side}`)),
  };
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
