import { BookedLeg, Fare, Money, Seat, ServiceClass } from "@railbooker/events/booking-shape";
import { type Route, route } from "@railbooker/runtime/routes";
import Type, { type Static } from "typebox";
import { currentUser } from "../accounts/current-user.js";
import type { CreateHold, NewHold } from "./create-hold.js";
import type { Hold } from "./hold.js";
import type { SeatMap } from "./seat-map.js";

const closed = { additionalProperties: false };
const id = Type.String({ minLength: 1, maxLength: 200 });

const HoldBody = Type.Object(
  {
    legs: Type.Array(
      Type.Object(
        {
          runId: id,
          from: id,
          to: id,
          serviceClass: ServiceClass,
          fare: Fare,
          seats: Type.Optional(
            Type.Array(Type.String({ minLength: 1, maxLength: 20 }), { minItems: 1, maxItems: 9 }),
          ),
        },
        closed,
      ),
      { minItems: 1, maxItems: 6 },
    ),
    passengers: Type.Integer({ minimum: 1, maximum: 9 }),
    expectedPrice: Type.Optional(
      Type.Object({ amount: Type.Integer(), currency: Money.properties.currency }, closed),
    ),
  },
  closed,
);

export const HoldSchema = Type.Object({
  id: Type.String(),
  status: Type.String(),
  expiresAt: Type.String({ format: "date-time" }),
  passengers: Type.Integer(),
  legs: Type.Array(
    Type.Object({
      runId: BookedLeg.properties.runId,
      from: Type.String(),
      to: Type.String(),
      serviceClass: ServiceClass,
      fare: Fare,
      price: Money,
      seats: Type.Array(Seat),
    }),
  ),
  price: Money,
});

const NewHoldSchema = Type.Object({
  ...HoldSchema.properties,
  priceChanged: Type.Optional(
    Type.Object(
      { from: Money, to: Money },
      { description: "where `expectedPrice` is not the price any more" },
    ),
  ),
});

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
  seatMap: (runId: string, from: string, to: string) => Promise<SeatMap>;
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
        body: await deps.seatMap(params.runId, query.from, query.to),
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
        const { priceChanged, ...hold } = await deps.createHold({ ...body, userId: currentUser(req).id });
        return { status: 201, body: { ...present(hold), ...(priceChanged && { priceChanged }) } };
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
        body: present(await deps.findHold(params.id, currentUser(req).id)),
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

function present(hold: Hold): Static<typeof HoldSchema> {
  return {
    id: hold.id,
    status: hold.status,
    expiresAt: hold.expiresAt.toISOString(),
    passengers: hold.passengers,
    legs: hold.legs.map(({ runId, from, to, serviceClass, fare, price, seats }) => ({
      runId,
      from,
      to,
      serviceClass,
      fare,
      price,
      seats,
    })),
    price: hold.price,
  };
}
