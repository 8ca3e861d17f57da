import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { type Route, route } from "@railbooker/runtime/routes";
import Type from "typebox";
import type { LocationFinder } from "../locations/location-finder.js";
import { findDepartures } from "./departures.js";
import { DepartureShape, showDeparture } from "./journey.js";
import { parseInstant, TIME_PATTERN } from "./time-bound.js";

export interface DepartureRouteDeps {
  sql: Sql;
  locations: LocationFinder;
  clock: Clock;
}

/** GET /locations/:id/departures. */
export function departureRoute({ sql, locations, clock }: DepartureRouteDeps): Route {
  return route(
    {
      method: "get",
      path: "/locations/:id/departures",
      summary: "The next departures at a location",
      tag: "locations",
      access: "public",
      params: Type.Object({ id: Type.String({ maxLength: 80 }) }),
      query: Type.Object(
        {
          from: Type.Optional(Type.String({ pattern: TIME_PATTERN, description: "now where none is given" })),
          limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
        },
        { additionalProperties: false },
      ),
      responses: { 200: Type.Object({ items: Type.Array(DepartureShape) }) },
    },
    async ({ params, query }) => {
      const { id: location } = await locations.get({ id: params.id });
      const from = query.from === undefined ? clock() : parseInstant(query.from, location.timeZone, "from");
      const found = await findDepartures(sql, location.id, from, query.limit);
      return { status: 200, body: { items: found.map(({ run, call }) => showDeparture(run, call)) } };
    },
  );
}
