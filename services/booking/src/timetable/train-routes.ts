import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { AppError } from "@railbooker/runtime/errors";
import { type Route, route } from "@railbooker/runtime/routes";
import Type, { type Static } from "typebox";
import type { Cache } from "../cache/cache.js";
import type { LocationFinder } from "../locations/location-finder.js";
import { departureRoute } from "./departure-route.js";
import { JourneyShape, RunShape, showRun } from "./journey.js";
import type { SearchJourneys } from "./journeys/search-journeys.js";
import { partyOf, partyParameters } from "./party.js";
import { noSuchRun } from "./run-errors.js";
import { findRun } from "./run-store.js";
import {
  type BoundParameter,
  boundParameters,
  parameterOf,
  parseInstant,
  TIME_PATTERN,
  type TimeBound,
} from "./time-bound.js";

export interface TrainRouteDeps {
  sql: Sql;
  locations: LocationFinder;
  cache: Cache;
  search: SearchJourneys;
  clock: Clock;
}

const LocationId = Type.String({ minLength: 1, maxLength: 80 });
const Time = (description: string) => Type.Optional(Type.String({ pattern: TIME_PATTERN, description }));

const TrainQuery = Type.Object(
  {
    from: LocationId,
    to: LocationId,
    departAfter: Time(
      "ISO 8601 with offset, or without one in the station's time; now where no time is given",
    ),
    arriveBefore: Time("the latest journeys that arrive by then"),
    departBefore: Time("for paging: the journeys before a page"),
    arriveAfter: Time("for paging: the journeys after a page by arrival"),
    ...partyParameters,
    limit: Type.Integer({ minimum: 1, maximum: 50, default: 8 }),
    changes: Type.Integer({ minimum: 0, maximum: 5, default: 5, description: "at most so many" }),
  },
  { additionalProperties: false },
);
type TrainQuery = Static<typeof TrainQuery>;

const TrainPage = Type.Object({
  journeys: Type.Array(JourneyShape),
  earlier: Type.Optional(Type.String({ description: "query string of the page before" })),
  later: Type.Optional(Type.String({ description: "query string of the page after" })),
});

/** GET /trains, GET /trains/:runId and GET /locations/:id/departures. */
export function trainRoutes({ sql, locations, cache, search, clock }: TrainRouteDeps): Route[] {
  const list = route(
    {
      method: "get",
      path: "/trains",
      summary: "Journeys between two locations, with offers",
      tag: "trains",
      access: "public",
      query: TrainQuery,
      responses: { 200: TrainPage },
    },
    async ({ query }) => {
      const party = partyOf(query);
      const bound = await boundOf(locations, query, clock);
      const { from: fromId, to: toId, limit, changes: maxChanges } = query;
      const page = await search({ fromId, toId, bound, party, limit, maxChanges });
      const { journeys, earlier, later } = page;
      return {
        status: 200,
        body: {
          journeys,
          ...(earlier === undefined ? {} : { earlier: pageQuery(query, earlier) }),
          ...(later === undefined ? {} : { later: pageQuery(query, later) }),
        } satisfies Static<typeof TrainPage>,
      };
    },
  );
  const detail = route(
    {
      method: "get",
      path: "/trains/:runId",
      summary: "One run with all its calls",
      tag: "trains",
      access: "public",
      params: Type.Object({ runId: Type.String({ maxLength: 100 }) }),
      responses: { 200: RunShape },
    },
    async ({ params }) => {
      const run = await findRun(sql, params.runId);
      if (run === undefined) throw noSuchRun(params.runId);
      return { status: 200, body: showRun(run) };
    },
  );
  return [list, detail, departureRoute({ sql, locations, cache, clock })];
}

/** @throws AppError for two times at once (400), an unknown location (404), or from and to the same (422). */
async function boundOf(locations: LocationFinder, query: TrainQuery, clock: Clock): Promise<TimeBound> {
  const given = (Object.keys(boundParameters) as BoundParameter[]).filter(
    (name) => query[name] !== undefined,
  );
  const [parameter, second] = given;
  if (second !== undefined)
    throw new AppError({
      kind: "bad-request",
      code: "invalid-request",
      message: `Both ${given.join(" and ")} were given; give one time only.`,
      errors: [{ pointer: `/${second}`, detail: "Give one time only." }],
    });
  const { from, to } = await locations.get({ from: query.from, to: query.to });
  if (from.id === to.id)
    throw new AppError({
      kind: "refused",
      code: "same-location",
      message: `The journey starts and ends at ${from.name}. Please choose two different stations.`,
    });
  const text = parameter === undefined ? undefined : query[parameter];
  if (parameter === undefined || text === undefined)
    return { axis: "departure", order: "after", at: clock() };
  const kind = boundParameters[parameter];
  const { timeZone } = kind.axis === "departure" ? from : to;
  return { ...kind, at: parseInstant(text, timeZone, parameter) };
}

/** The same search with another time; it can follow the `?` of this route or of a page. */
function pageQuery(
  { from, to, passengers, passengerTypes, limit, changes }: TrainQuery,
  bound: TimeBound,
): string {
  const parameters = new URLSearchParams({ from, to });
  parameters.set(parameterOf(bound), bound.at.toISOString().replace(".000", ""));
  for (const [name, value] of Object.entries({ passengers, passengerTypes, limit, changes }))
    if (value !== undefined) parameters.set(name, String(value));
  return parameters.toString();
}
