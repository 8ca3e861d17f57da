import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { type Route, route } from "@railbooker/runtime/routes";
import Type, { type Static } from "typebox";
import { connectionsOf } from "./connections.js";
import { JourneyShape, showJourney } from "./journey.js";
import { JOURNEY_ID_PATTERN, parseJourneyId, type RideName } from "./journey-id.js";
import { noConnection } from "./no-connection.js";
import { journeyOffers, type OffersFor, toPricedLeg } from "./offers.js";
import { partyOf, partyParameters } from "./party.js";
import { findLeg, type Ride, type Run } from "./run.js";
import { noSuchLeg, noSuchRun } from "./run-errors.js";
import { findRuns } from "./run-store.js";

export interface JourneyRouteDeps {
  sql: Sql;
  offersFor: OffersFor;
  clock: Clock;
}

const KnownJourney = Type.Object({
  ...JourneyShape.properties,
  connectionBroken: Type.Optional(
    Type.Boolean({ description: "true where a train can no longer be reached; then nothing is offered" }),
  ),
});

/** GET /journeys/:id. */
export function journeyRoutes({ sql, offersFor, clock }: JourneyRouteDeps): Route[] {
  return [
    route(
      {
        method: "get",
        path: "/journeys/:id",
        summary: "A journey as the search found it, as its trains run and what it costs now",
        tag: "trains",
        access: "public",
        params: Type.Object({ id: Type.String({ maxLength: 1800, pattern: JOURNEY_ID_PATTERN }) }),
        query: Type.Object(partyParameters, { additionalProperties: false }),
        responses: { 200: KnownJourney },
      },
      async ({ params, query }) => {
        const party = partyOf(query);
        const names = parseJourneyId(params.id);
        const runs = await findRuns(
          sql,
          names.map(({ runId }) => runId),
        );
        const rides = names.map((name, index) => rideOf(runs.get(name.runId), name, index));
        const connections = await connectionsOf(sql, rides);
        const apart = connections.indexOf("apart");
        if (apart >= 0) throw noConnection(rides, apart, "apart");
        const connectionBroken = connections.includes("broken");
        const byLeg = connectionBroken ? [] : await offersFor(rides.map(toPricedLeg), party);
        return {
          status: 200,
          body: {
            ...showJourney(rides, journeyOffers(byLeg), clock()),
            ...(connectionBroken ? { connectionBroken } : {}),
          } satisfies Static<typeof KnownJourney>,
        };
      },
    ),
  ];
}

function rideOf(run: Run | undefined, { runId, from, to }: RideName, index: number): Ride {
  if (run === undefined) throw noSuchRun(runId, `/legs/${index}`);
  const leg = findLeg(run, from, to);
  if (leg === undefined) throw noSuchLeg(run, { from, to }, `/legs/${index}`);
  return { run, ...leg };
}
