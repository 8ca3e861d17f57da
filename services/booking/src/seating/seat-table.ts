import { createHash } from "node:crypto";
import type { ServiceClass } from "@railbooker/events/booking-shape";
import type { Formation, SeatPlace } from "./formation.js";

export interface TableSeat extends SeatPlace {
  /** Its place in the run's masks. */
  index: number;
  serviceClass: ServiceClass;
  /** Of its column among those of the coach, from 0. */
  across: number;
}

/** A coach's row, its seats in order across. */
export type SeatRow = readonly TableSeat[];

/** A formation as choosing and counting need it. */
export interface SeatTable {
  seats: readonly TableSeat[];
  byId: ReadonlyMap<string, TableSeat>;
  ofClass: Readonly<Record<ServiceClass, readonly TableSeat[]>>;
  /** Of each class, coach by coach, row by row from the front. */
  rows: Readonly<Record<ServiceClass, readonly (readonly SeatRow[])[]>>;
  /** Tells one formation from another. */
  layout: string;
}

const known = new WeakMap<Formation, SeatTable>();

/** Equal formations are one object (buildFormation), so each table is made once. */
export function seatTable(formation: Formation): SeatTable {
  const table = known.get(formation) ?? build(formation);
  known.set(formation, table);
  return table;
}

function build(formation: Formation): SeatTable {
  const seats: TableSeat[] = [];
  const rows: Record<ServiceClass, SeatRow[][]> = { first: [], second: [] };
  const hash = createHash("sha1");
  for (const coach of formation) {
    const columns = [...new Set(coach.seats.map((seat) => seat.column))].sort();
    const byRow = new Map<number, TableSeat[]>();
    for (const place of coach.seats) {
      const seat = {
        ...place,
        index: seats.length,
        serviceClass: coach.serviceClass,
        across: columns.indexOf(place.column),
      };
      seats.push(seat);
      byRow.set(place.row, [...(byRow.get(place.row) ?? []), seat]);
      hash.update(`${coach.serviceClass} ${place.id}\n`);
    }
    rows[coach.serviceClass].push([...byRow.entries()].sort(([a], [b]) => a - b).map(([, row]) => row));
  }
  return {
    seats,
    byId: new Map(seats.map((seat) => [seat.id, seat])),
    ofClass: { first: rows.first.flat(2), second: rows.second.flat(2) },
    rows,
    layout: hash.digest("base64"),
  };
}
