import { Fare, ServiceClass } from "@railbooker/events/booking-shape";
import { type Route, route } from "@railbooker/runtime/routes";
import Type, { type Static } from "typebox";
import { currentUser } from "../accounts/current-user.js";
import type { JoinWaitlist } from "./join-waitlist.js";
import type { WaitlistView } from "./waitlist-entry.js";
import { noSuchEntry } from "./waitlist-errors.js";

const closed = { additionalProperties: false };
const id = Type.String({ minLength: 1, maxLength: 200 });
const params = Type.Object({ id: Type.String({ format: "uuid" }) });

const Entry = Type.Object({
  id: Type.String(),
  runId: Type.String(),
  from: Type.String(),
  to: Type.String(),
  serviceClass: ServiceClass,
  fare: Fare,
  passengers: Type.Integer(),
  joinedAt: Type.String({ format: "date-time" }),
  status: Type.Union([
    Type.Literal("waiting"),
    Type.Literal("promoted"),
    Type.Literal("booked"),
    Type.Literal("expired"),
    Type.Literal("left"),
    Type.Literal("ended"),
  ]),
  position: Type.Optional(Type.Integer({ description: "1 for who is next; while waiting" })),
  holdId: Type.Optional(Type.String({ description: "to be paid as any hold" })),
  expiresAt: Type.Optional(Type.String({ format: "date-time" })),
});

export interface WaitlistDeps {
  join: (command: JoinWaitlist) => Promise<WaitlistView>;
  list: (userId: string, id?: string) => Promise<WaitlistView[]>;
  /** @returns whether there was such an entry. */
  leave: (id: string, userId: string) => Promise<boolean>;
}

export function waitlistRoutes({ join, list, leave }: WaitlistDeps): Route[] {
  const shared = { tag: "waitlist", access: "user" } as const;
  return [
    route(
      {
        ...shared,
        method: "post",
        path: "/waitlist",
        summary: "Wait for seats on a leg that is sold out; the first that fits gets them held, and is told",
        body: Type.Object(
          {
            runId: id,
            from: id,
            to: id,
            serviceClass: ServiceClass,
            fare: Fare,
            passengers: Type.Integer({ minimum: 1, maximum: 9 }),
          },
          closed,
        ),
        responses: { 201: Entry },
      },
      async ({ body, req }) => {
        const { id: userId, email } = currentUser(req);
        return { status: 201, body: present(await join({ ...body, userId, email })) };
      },
    ),
    route(
      {
        ...shared,
        method: "get",
        path: "/waitlist",
        summary: "Your places on waiting lists, the latest first",
        responses: { 200: Type.Object({ items: Type.Array(Entry) }) },
      },
      async ({ req }) => ({
        status: 200,
        body: { items: (await list(currentUser(req).id)).map(present) },
      }),
    ),
    route(
      {
        ...shared,
        method: "get",
        path: "/waitlist/:id",
        summary: "A place of yours",
        params,
        responses: { 200: Entry },
      },
      async ({ params, req }) => {
        const [entry] = await list(currentUser(req).id, params.id);
        if (entry === undefined) throw noSuchEntry();
        return { status: 200, body: present(entry) };
      },
    ),
    route(
      {
        ...shared,
        method: "delete",
        path: "/waitlist/:id",
        summary: "Wait no longer; seats that are held already stay held",
        params,
        responses: { 204: null },
      },
      async ({ params, req }) => {
        if (!(await leave(params.id, currentUser(req).id))) throw noSuchEntry();
        return { status: 204 };
      },
    ),
  ];
}

function present({ joinedAt, expiresAt, ...entry }: WaitlistView): Static<typeof Entry> {
  return {
    ...entry,
    joinedAt: joinedAt.toISOString(),
    ...(expiresAt === undefined ? {} : { expiresAt: expiresAt.toISOString() }),
  };
}
