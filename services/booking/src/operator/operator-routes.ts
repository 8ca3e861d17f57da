import { listDeadLetters } from "@railbooker/events/dead-letters";
import type { AffectedTraveller } from "@railbooker/events/train-events";
import type { Sql } from "@railbooker/runtime/database";
import { AppError } from "@railbooker/runtime/errors";
import { type Route, route } from "@railbooker/runtime/routes";
import { currentUser } from "../accounts/current-user.js";
import { findRun } from "../timetable/run-store.js";
import { listActions } from "./action-store.js";
import { type DayTrainsDeps, dayTrains } from "./day-trains.js";
import { replayLetter, summarise } from "./dead-letters.js";
import { type LivePictureDeps, livePicture } from "./live-picture.js";
import * as shape from "./operator-schemas.js";
import { trainJson } from "./train-json.js";
import { type UserRoutesDeps, userRoutes } from "./user-routes.js";

export interface OperatorDeps extends LivePictureDeps, DayTrainsDeps, UserRoutesDeps {
  /** Everybody who is told when the run changes; bookings know. */
  travellersOf: (sql: Sql, runId: string, after: Date) => Promise<AffectedTraveller[]>;
}

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
        summary: "How many would be told if this run were reported late or cancelled now",
        params: shape.RunParams,
        responses: { 200: shape.Affected },
      },
      async ({ params: { runId } }) => {
        const run = await findRun(deps.sql, runId);
        if (run === undefined)
          throw new AppError({
            kind: "not-found",
            code: "no-such-run",
            message: `There is no run "${runId}" in the timetable.`,
          });
        const after = new Date(deps.clock().getTime() - run.delayMinutes * 60_000);
        const travellers = await deps.travellersOf(deps.sql, runId, after);
        const bookings = new Set(
          travellers.flatMap((each) => each.bookings.map(({ reference }) => reference)),
        );
        return { status: 200, body: { travellers: travellers.length, bookings: bookings.size } };
      },
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
        const letters = await reachable(listDeadLetters(deps.bus, 100));
        return { status: 200, body: { items: letters.map(summarise) } };
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
        await reachable(replay(params.id, currentUser(req).id));
        return { status: 204 };
      },
    ),
  ];
}

/** Redis that does not answer is no fault of ours: it is away, and comes back. */
async function reachable<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError({
      kind: "unavailable",
      code: "unavailable",
      message: "The bus does not answer at this moment. Try again in a few seconds.",
      retryAfterSeconds: 2,
      cause: error,
    });
  }
}
