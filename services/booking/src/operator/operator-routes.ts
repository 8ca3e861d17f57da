import { type Route, route } from "@railbooker/runtime/routes";
import { currentUser } from "../accounts/current-user.js";
import { listActions } from "./action-store.js";
import { type AffectedDeps, countAffected } from "./affected.js";
import { type DayTrainsDeps, dayTrains } from "./day-trains.js";
import { listLetters, replayLetter } from "./dead-letters.js";
import { type LivePictureDeps, livePicture } from "./live-picture.js";
import * as shape from "./operator-schemas.js";
import { trainJson } from "./train-json.js";
import { type UserRoutesDeps, userRoutes } from "./user-routes.js";

export interface OperatorDeps extends LivePictureDeps, DayTrainsDeps, AffectedDeps, UserRoutesDeps {}

const shared = { tag: "operator", access: "operator" } as const;
const defaultLimit = 25;

/** What the console shows and does, beside the reports on runs themselves. */
export const operatorRoutes = (deps: OperatorDeps): Route[] => [
  ...watchRoutes(deps),
  ...trainRoutes(deps),
  ...letterRoutes(deps),
  ...userRoutes(deps),
];

function watchRoutes(deps: OperatorDeps): Route[] {
  const live = livePicture(deps);
  return [
    route(
      {
        ...shared,
        method: "get",
        path: "/operator/live",
        summary: "How the product stands: bookings a minute, outbox, streams, dead letters, mails",
        responses: { 200: shape.Live },
      },
      async () => ({ status: 200, body: await live() }),
    ),
    route(
      {
        ...shared,
        method: "get",
        path: "/operator/actions",
        summary: "What operators did, newest first",
        query: shape.ActionsQuery,
        responses: { 200: shape.Actions },
      },
      async ({ query: { limit = defaultLimit, cursor, ...filter } }) => {
        const before = cursor === undefined ? {} : { before: cursor };
        const items = await listActions(deps.sql, { ...filter, ...before, limit });
        const last = items.length === limit ? items.at(-1) : undefined;
        return { status: 200, body: { items, ...(last === undefined ? {} : { nextCursor: last.id }) } };
      },
    ),
  ];
}

function trainRoutes(deps: OperatorDeps): Route[] {
  const list = dayTrains(deps);
  const affected = countAffected(deps);
  return [
    route(
      {
        ...shared,
        method: "get",
        path: "/operator/trains",
        summary: "Trains under way or leaving within 24 hours, with their load and state",
        query: shape.TrainsQuery,
        responses: { 200: shape.Trains },
      },
      async ({ query: { limit = defaultLimit, cursor = "0", ...filter } }) => {
        const offset = Number(cursor);
        const { trains, more } = await list({ ...filter, limit, offset });
        const next = more ? { nextCursor: String(offset + limit) } : {};
        return { status: 200, body: { items: trains.map(trainJson), ...next } };
      },
    ),
    route(
      {
        ...shared,
        method: "get",
        path: "/operator/trains/:runId/affected",
        summary:
          "How many would be told if this run were reported late or cancelled now, or its platform at a location",
        params: shape.RunParams,
        query: shape.AffectedQuery,
        responses: { 200: shape.Affected },
      },
      async ({ params: { runId }, query }) => ({ status: 200, body: await affected(runId, query) }),
    ),
  ];
}

function letterRoutes(deps: OperatorDeps): Route[] {
  const replay = replayLetter(deps);
  return [
    route(
      {
        ...shared,
        method: "get",
        path: "/operator/dead-letters",
        summary: "Events that were set aside, oldest first, 100 at most",
        responses: { 200: shape.Letters },
      },
      async () => {
        return { status: 200, body: { items: await listLetters(deps.bus) } };
      },
    ),
    route(
      {
        ...shared,
        method: "post",
        path: "/operator/dead-letters/:id/replay",
        summary: "Put a dead letter into its stream again",
        params: shape.LetterParams,
        responses: { 204: null },
      },
      async ({ params, req }) => {
        await replay(params.id, currentUser(req).id);
        return { status: 204 };
      },
    ),
  ];
}
