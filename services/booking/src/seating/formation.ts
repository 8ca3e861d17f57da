import type { ServiceClass } from "@railbooker/events/booking-shape";
import type { Sql } from "@railbooker/runtime/database";

export interface SeatPlace {
  /** Unique within the run, such as `7-42`. */
  id: string;
  coach: string;
  number: string;
  /** 1-based from the coach's front. */
  row: number;
  /** Letter across the coach, A at one window. */
  column: string;
  features: ("window" | "aisle" | "table" | "quiet" | "door" | "wheelchair")[];
}

export interface Coach {
  number: string;
  serviceClass: ServiceClass;
  /** Seats on either side of the aisle, such as `2+1`. */
  layout: string;
  quiet: boolean;
  seats: SeatPlace[];
}

export type Formation = readonly Coach[];

/** As far as its coaches depend on it. */
export interface TrainKind {
  /** The letters before the number, such as "ICE"; empty where the feed has none. */
  category: string;
  /** GTFS route_type, extended types included. */
  routeType: number;
}

/** What each run consists of, in the order asked; all runs of a page in one question. In a transaction pass its `sql`. */
export type FormationFor = (
  sql: Sql,
  runs: readonly (TrainKind & { runId: string })[],
) => Promise<Formation[]>;

/** A coach as operators describe it; its seats follow from it. */
export interface CoachPlan {
  serviceClass: ServiceClass;
  rows: number;
  quiet?: boolean;
}

const first = (rows: number, quiet = false): CoachPlan => ({ serviceClass: "first", rows, quiet });
const second = (rows: number, quiet = false): CoachPlan => ({ serviceClass: "second", rows, quiet });

/** Keys are GTFS extended route types: 101 high speed, 102 long distance, 105 night, 106 regional. */
const plans: Record<number, CoachPlan[]> = {
  101: [
    first(16, true),
    first(16),
    second(18),
    second(18),
    second(18, true),
    second(18),
    second(18),
    second(16),
  ],
  102: [first(14), second(16), second(16), second(16, true), second(16), second(14)],
  105: [first(10, true), first(10, true), second(14, true), second(14, true), second(14, true)],
  106: [first(6), second(16), second(16)],
};
const usual: CoachPlan[] = [first(8), second(16), second(16), second(16)];

/** The coaches of a train for which the operator has said nothing. */
export const builtInPlan = ({ routeType }: TrainKind): readonly CoachPlan[] => plans[routeType] ?? usual;

const columns: Record<ServiceClass, { letters: string[]; layout: string }> = {
  first: { letters: ["A", "C", "D"], layout: "1+2" },
  second: { letters: ["A", "B", "C", "D"], layout: "2+2" },
};

const built = new Map<string, Formation>();
const REMEMBERED = 500;

/** The coaches of a plan with all their seats; equal plans give the same object. */
export function buildFormation(plan: readonly CoachPlan[]): Formation {
  const key = JSON.stringify(
    plan.map(({ serviceClass, rows, quiet }) => [serviceClass, rows, quiet === true]),
  );
  const known = built.get(key);
  if (known !== undefined) return known;
  const accessible = Math.max(
    0,
    plan.findIndex((coach) => coach.serviceClass === "second"),
  );
  const formation = plan.map((coach, index) =>
    buildCoach(String(index + 1), coach, index === accessible ? wheelchairSpaces : 0),
  );
  if (built.size >= REMEMBERED) built.clear();
  built.set(key, formation);
  return formation;
}

/** At either end of a coach, where its doors are, so many rows are near one. */
const rowsNearDoor = 2;

/** Spaces for wheelchairs in the accessible coach of a train: the window seats of its first row. */
const wheelchairSpaces = 2;

/** @param spaces how many seats at the windows of the first row give way to wheelchairs. */
export function buildCoach(number: string, plan: CoachPlan, spaces = 0): Coach {
  const { letters, layout } = columns[plan.serviceClass];
  const seats: SeatPlace[] = [];
  const spaceColumns = ["A", "D"].slice(0, spaces);
  for (let row = 1; row <= plan.rows; row++) {
    for (const column of letters) {
      const seatNumber = String(seats.length + 1);
      seats.push({
        id: `${number}-${seatNumber}`,
        coach: number,
        number: seatNumber,
        row,
        column,
        features: [
          ...featuresOf(row, column, plan),
          ...(row === 1 && spaceColumns.includes(column) ? ["wheelchair" as const] : []),
        ],
      });
    }
  }
  return { number, serviceClass: plan.serviceClass, layout, quiet: plan.quiet === true, seats };
}

function featuresOf(row: number, column: string, plan: CoachPlan): SeatPlace["features"] {
  const features: SeatPlace["features"] = [];
  const single = plan.serviceClass === "first" && column === "A";
  if (column === "A" || column === "D") features.push("window");
  if (column === "B" || column === "C" || single) features.push("aisle");
  // Two rows that face each other share a table in the middle of the coach.
  const middle = Math.ceil(plan.rows / 2);
  if (row === middle || row === middle + 1) features.push("table");
  if (plan.quiet === true) features.push("quiet");
  if (row <= rowsNearDoor || row > plan.rows - rowsNearDoor) features.push("door");
  return features;
}
