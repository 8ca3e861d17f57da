import { ServiceClass } from "@railbooker/events/booking-shape";
import { type Route, route } from "@railbooker/runtime/routes";
import Type from "typebox";
import { currentUser } from "../accounts/current-user.js";
import { checkParty } from "../timetable/party.js";
import type { CreateHold, NewHold } from "./create-hold.js";
import type { Hold } from "./hold.js";
import { HoldBody, HoldSchema, NewHoldSchema, presentHold } from "./hold-schema.js";
import type { SeatMapWish } from "./seat-map.js";

const closed = { additionalProperties: false };
const id = Type.String({ minLength: 1, maxLength: 200 });

const SeatState = Type.Union([Type.Literal("free"), Type.Literal("held"), Type.Literal("taken")]);
const SeatMapSchema = Type.Object({
  coaches: Type.Array(
    Type.Object({
      number: Type.String(),
      serviceClass: ServiceClass,
      layout: Type.String({ description: "seats on either side of the aisle, such as 2+1" }),
      quiet: Type.Boolean(),
      seats: Type.Array(
        Type.Object({
          id: Type.String(),
          number: Type.String(),
          row: Type.Integer(),
          column: Type.String(),
          features: Type.Array(Type.String()),
          state: SeatState,
        }),
      ),
    }),
  ),
});

export interface SeatingDeps {
  createHold: (command: CreateHold) => Promise<NewHold>;
  findHold: (holdId: string, userId: string) => Promise<Hold>;
  releaseHold: (holdId: string, userId: string) => Promise<void>;
  extendHold: (holdId: string, userId: string) => Promise<Hold>;
  /** As JSON. */
  seatMap: (wish: SeatMapWish) => Promise<Buffer>;
}

const holdParams = Type.Object({ id: Type.String({ format: "uuid" }) });

export function seatingRoutes(deps: SeatingDeps): Route[] {
  const tag = "seats";
  return [
    route(
      {
        method: "get",
        path: "/trains/:runId/seats",
        summary: "Coaches and seats of a run, with each seat's state between two locations",
        tag,
        access: "public",
        params: Type.Object({ runId: id }),
        query: Type.Object({ from: id, to: id }, closed),
        responses: { 200: SeatMapSchema },
      },
      async ({ params, query }) => ({
        status: 200,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: await deps.seatMap({ runId: params.runId, ...query }),
      }),
    ),
    route(
      {
        method: "post",
        path: "/holds",
        summary: "Keep seats for a limited time, on all legs or on none",
        tag,
        access: "user",
        body: HoldBody,
        responses: { 201: NewHoldSchema },
      },
      async ({ body, req }) => {
        checkParty(body.passengers, body.passengerTypes);
        const { priceChanged, ...hold } = await deps.createHold({ ...body, userId: currentUser(req).id });
        return { status: 201, body: { ...presentHold(hold), ...(priceChanged && { priceChanged }) } };
      },
    ),
    route(
      {
        method: "get",
        path: "/holds/:id",
        summary: "A hold of yours",
        tag,
        access: "user",
        params: holdParams,
        responses: { 200: HoldSchema },
      },
      async ({ params, req }) => ({
        status: 200,
        body: presentHold(await deps.findHold(params.id, currentUser(req).id)),
      }),
    ),
    route(
      {
        method: "post",
        path: "/holds/:id/extend",
        summary: "Give a hold its full time again, once",
        tag,
        access: "user",
        params: holdParams,
        responses: { 200: HoldSchema },
      },
      async ({ params, req }) => ({
        status: 200,
        body: presentHold(await deps.extendHold(params.id, currentUser(req).id)),
      }),
    ),
    route(
      {
        method: "delete",
        path: "/holds/:id",
        summary: "Give a hold up; its seats are on sale again at once",
        tag,
        access: "user",
        params: holdParams,
        responses: { 204: null },
      },
      async ({ params, req }) => {
        await deps.releaseHold(params.id, currentUser(req).id);
        return { status: 204 };
      },
    ),
  ];
}
