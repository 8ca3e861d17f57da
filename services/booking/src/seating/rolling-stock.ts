import { ServiceClass } from "@railbooker/events/booking-shape";
import Type, { type Static } from "typebox";
import { builtInPlan, type CoachPlan, type TrainKind } from "./formation.js";

const closed = { additionalProperties: false };

/** What trains of a kind consist of. Left out, category and route type stand for any. */
export const RollingStock = Type.Object(
  {
    category: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 20,
        description: "letters before the train's number, such as ICE",
      }),
    ),
    routeType: Type.Optional(Type.Integer({ minimum: 0, maximum: 1702, description: "GTFS route_type" })),
    coaches: Type.Array(
      Type.Object(
        {
          serviceClass: ServiceClass,
          rows: Type.Integer({
            minimum: 1,
            maximum: 40,
            description: "first class has 3 seats a row, second 4",
          }),
          quiet: Type.Optional(Type.Boolean()),
        },
        closed,
      ),
      { minItems: 1, maxItems: 24 },
    ),
  },
  closed,
);
export type RollingStock = Static<typeof RollingStock>;

/** The coaches of a kind of train by the most telling entry: category with route type, category, route type, any; else built in. */
export function planFor(stock: readonly RollingStock[], kind: TrainKind): readonly CoachPlan[] {
  let best: RollingStock | undefined;
  let weight = -1;
  for (const entry of stock) {
    const byCategory = entry.category === undefined ? 0 : entry.category === kind.category ? 2 : -4;
    const byType = entry.routeType === undefined ? 0 : entry.routeType === kind.routeType ? 1 : -4;
    if (byCategory + byType > weight) [best, weight] = [entry, byCategory + byType];
  }
  return best?.coaches ?? builtInPlan(kind);
}

export function samePlan(a: readonly CoachPlan[], b: readonly CoachPlan[]): boolean {
  return (
    a.length === b.length &&
    a.every((coach, index) => {
      const other = b[index];
      return (
        coach.serviceClass === other?.serviceClass &&
        coach.rows === other.rows &&
        (coach.quiet === true) === (other.quiet === true)
      );
    })
  );
}
