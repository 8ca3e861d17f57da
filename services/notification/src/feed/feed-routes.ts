import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { type Route, route } from "@railbooker/runtime/routes";
import Type from "typebox";
import type { Push } from "../push/push.js";
import { userIdOf } from "./authenticate.js";
import { feedState, latestNumbers, listNotifications, markRead } from "./feed-store.js";

/** What one question may name; whoever has more sockets asks again. */
const mostUsers = 500;
const closed = { additionalProperties: false };
const Seq = Type.Integer({ minimum: 0, maximum: 2_147_483_647 });
const Time = Type.String({ format: "date-time" });
const State = Type.Object({ maxSeq: Seq, unread: Seq });
const Feed = Type.Object({
  items: Type.Array(
    Type.Object({
      seq: Seq,
      type: Type.String(),
      title: Type.String(),
      body: Type.String(),
      data: Type.Record(Type.String(), Type.Unknown()),
      createdAt: Time,
      readAt: Type.Union([Time, Type.Null()]),
      silent: Type.Boolean(),
    }),
  ),
  maxSeq: Seq,
  unread: Seq,
});

export interface FeedRouteDeps {
  sql: Sql;
  clock: Clock;
  push: Pick<Push, "read">;
}

export function feedRoutes({ sql, clock, push }: FeedRouteDeps): Route[] {
  const tag = "Notifications";
  return [
    route(
      {
        method: "get",
        path: "/notifications",
        summary: "Notifications after a number, before one, or the latest",
        tag,
        access: "user",
        query: Type.Object(
          {
            after: Type.Optional(Seq),
            before: Type.Optional(Seq),
            limit: Type.Integer({ minimum: 1, maximum: 100, default: 50 }),
          },
          closed,
        ),
        responses: { 200: Feed },
      },
      async ({ query, res }) => {
        const userId = userIdOf(res);
        const items = await listNotifications(sql, userId, query);
        return { status: 200, body: { items, ...(await feedState(sql, userId)) } };
      },
    ),
    route(
      {
        method: "post",
        path: "/notifications/read",
        summary: "Mark notifications as read up to a number",
        tag,
        access: "user",
        body: Type.Object({ upTo: Seq }, closed),
        responses: { 200: State },
      },
      async ({ body, res }) => {
        const userId = userIdOf(res);
        const state = await markRead(sql, userId, body.upTo, clock());
        push.read(userId, { upTo: state.maxSeq - state.unread, maxSeq: state.maxSeq });
        return { status: 200, body: state };
      },
    ),
    route(
      {
        method: "post",
        path: "/feeds/numbers",
        summary: "Number of the latest notification of each of these users",
        tag,
        access: "service",
        body: Type.Object(
          { userIds: Type.Array(Type.String({ maxLength: 100 }), { maxItems: mostUsers }) },
          closed,
        ),
        responses: {
          200: Type.Object({ feeds: Type.Array(Type.Object({ userId: Type.String(), maxSeq: Seq })) }),
        },
      },
      async ({ body }) => ({ status: 200, body: { feeds: await latestNumbers(sql, body.userIds) } }),
    ),
  ];
}
