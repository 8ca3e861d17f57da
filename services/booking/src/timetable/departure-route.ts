import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { type Route, route } from "@railbooker/runtime/routes";
import Type, { type Static } from "typebox";
import type { Cache } from "../cache/cache.js";
import type { LocationFinder } from "../locations/location-finder.js";
import { findDepartures } from "./departures.js";
import { DepartureShape, showDeparture } from "./journey.js";
import { departureGroup } from "./live/departure-cache.js";
import { parseInstant, TIME_PATTERN } from "./time-bound.js";

export interface DepartureRouteDeps {
  sql: Sql;
  locations: LocationFinder;
  cache: Cache;
  clock: Clock;
}

const Board = Type.Object({ items: Type.Array(DepartureShape) });
type Board = Static<typeof Board>;

const MINUTE_MS = 60_000;

/** GET /locations/:id/departures. */
export function departureRoute({ sql, locations, cache, clock }: DepartureRouteDeps): Route {
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
      responses: { 200: Board },
    },
    async ({ params, query }) => {
      const { id: location } = await locations.get({ id: params.id });
      // By the minute, as boards are: all who look at the same one share an answer.
      const asked = query.from === undefined ? clock() : parseInstant(query.from, location.timeZone, "from");
      const from = new Date(Math.floor(asked.getTime() / MINUTE_MS) * MINUTE_MS);
      const group = departureGroup(location.id);
      const field = `${from.getTime()} ${query.limit}`;
      const [known] = await cache.read<Board>([group]);
      const kept = known?.[field];
      if (kept !== undefined) return { status: 200, body: kept };
      const found = await findDepartures(sql, location.id, from, query.limit);
      const board: Board = { items: found.map(({ run, call }) => showDeparture(run, call)) };
      cache.write([{ group, known, fresh: { [field]: board } }]);
      return { status: 200, body: board };
    },
  );
}
