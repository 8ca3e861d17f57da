import type { Static, TObject } from "typebox";

/** One kind of event: its version, what it carries, and an example that its schema accepts. */
export interface EventDefinition<S extends TObject = TObject> {
  /** Grows with a change that would break consumers; a new optional field is none. */
  version: number;
  /** Kind of aggregate in `subject`, such as `bookings/K7M2QX`. */
  aggregate:
    | "users"
    | "bookings"
    | "holds"
    | "runs"
    | "timetables"
    | "tickets"
    | "waitlist"
    | "payments"
    | "refunds";
  /** One sentence: when it happens. */
  meaning: string;
  data: S;
  example: Static<S>;
  /** What makes data of the next version from data of an earlier one, by the number of the earlier. */
  upcast?: Readonly<Record<number, (data: unknown) => unknown>>;
}

export function defineEvent<S extends TObject>(definition: EventDefinition<S>): EventDefinition<S> {
  return definition;
}
