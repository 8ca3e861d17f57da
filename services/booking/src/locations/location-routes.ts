import { type Route, route } from "@railbooker/runtime/routes";
import Type from "typebox";
import type { LocationFinder } from "./location-finder.js";

export interface LocationRouteDeps {
  locations: LocationFinder;
}

const LocationShape = Type.Object({
  id: Type.String(),
  name: Type.String(),
  code: Type.Optional(Type.String()),
  latitude: Type.Number(),
  longitude: Type.Number(),
  timeZone: Type.String({ description: "IANA name" }),
});

/** GET /locations; the departures of a location belong to the timetable. */
export function locationRoutes({ locations }: LocationRouteDeps): Route[] {
  const search = route(
    {
      method: "get",
      path: "/locations",
      summary: "Locations by name or code, best match first",
      tag: "locations",
      access: "public",
      query: Type.Object(
        {
          q: Type.String({ maxLength: 100, default: "" }),
          limit: Type.Integer({ minimum: 1, maximum: 50, default: 10 }),
        },
        { additionalProperties: false },
      ),
      responses: { 200: Type.Object({ items: Type.Array(LocationShape) }) },
    },
    async ({ query }) => ({ status: 200, body: { items: await locations.search(query.q, query.limit) } }),
  );
  return [search];
}
