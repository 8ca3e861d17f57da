import { Booking, Money } from "@railbooker/events/booking-shape";
import { type Route, route } from "@railbooker/runtime/routes";
import Type from "typebox";
import { currentUser } from "../accounts/current-user.js";
import type { Listening } from "./authorise-payment.js";
import { idempotencyKey, reference, TicketIds, TicketList } from "./booking-schemas.js";
import type { Compensation } from "./compensation.js";
import type { ExchangeBooking } from "./exchange-booking.js";
import type { exchangeQuote } from "./exchange-quote.js";

const closed = { additionalProperties: false };
const HoldId = Type.String({ format: "uuid" });

const CompensationSchema = Type.Object({
  items: Type.Array(
    Type.Object({
      ticket: Type.String(),
      passenger: Type.String(),
      train: Type.String(),
      delayMinutes: Type.Integer(),
      percent: Type.Integer(),
      amount: Money,
      claimed: Type.Boolean(),
    }),
  ),
  claimable: Money,
});

export interface AfterSalesDeps {
  exchangeQuote: ReturnType<typeof exchangeQuote>;
  exchangeBooking: (command: ExchangeBooking, listening: Listening) => Promise<Booking>;
  getCompensation: (reference: string, userId: string) => Promise<Compensation>;
  claimCompensation: (reference: string, userId: string) => Promise<Compensation>;
  resendTickets: (reference: string, userId: string) => Promise<void>;
}

export function afterSalesRoutes(deps: AfterSalesDeps): Route[] {
  const shared = { tag: "bookings", access: "user", params: reference } as const;
  return [
    route(
      {
        ...shared,
        method: "get",
        path: "/bookings/:reference/exchange-quote",
        summary:
          "What changing tickets for held seats would cost now, below zero it comes back; without a hold, what they are worth",
        query: Type.Object({ holdId: Type.Optional(HoldId), tickets: Type.Optional(TicketList) }, closed),
        responses: {
          200: Type.Object({
            tickets: Type.Array(Type.String()),
            credit: Money,
            price: Type.Optional(Money),
            difference: Type.Optional(Money),
          }),
        },
      },
      async ({ params, query, req }) => {
        const { tickets, credit, price, difference } = await deps.exchangeQuote({
          userId: currentUser(req).id,
          reference: params.reference,
          holdId: query.holdId,
          tickets: query.tickets?.split(","),
        });
        return { status: 200, body: { tickets, credit, price, difference } };
      },
    ),
    route(
      {
        ...shared,
        method: "post",
        path: "/bookings/:reference/exchange",
        summary: "Change tickets for held seats; needs an Idempotency-Key header",
        body: Type.Object(
          {
            tickets: Type.Optional(TicketIds),
            holdId: HoldId,
            payment: Type.Optional(
              Type.Object({ token: Type.String({ minLength: 1, maxLength: 200 }) }, closed),
            ),
          },
          closed,
        ),
        responses: { 200: Booking },
      },
      async ({ params, body, req, res }) => ({
        status: 200,
        body: await deps.exchangeBooking(
          {
            userId: currentUser(req).id,
            idempotencyKey: idempotencyKey(req.get("idempotency-key")),
            reference: params.reference,
            tickets: body.tickets,
            holdId: body.holdId,
            paymentToken: body.payment?.token,
          },
          () => !res.closed,
        ),
      }),
    ),
    route(
      {
        ...shared,
        method: "get",
        path: "/bookings/:reference/compensation",
        summary: "What late trains entitle to: 25 % of a ticket's price from 60 minutes, 50 % from 120",
        responses: { 200: CompensationSchema },
      },
      async ({ params, req }) => ({
        status: 200,
        body: await deps.getCompensation(params.reference, currentUser(req).id),
      }),
    ),
    route(
      {
        ...shared,
        method: "post",
        path: "/bookings/:reference/compensation",
        summary: "Claim it; each ticket once",
        responses: { 200: CompensationSchema },
      },
      async ({ params, req }) => ({
        status: 200,
        body: await deps.claimCompensation(params.reference, currentUser(req).id),
      }),
    ),
    route(
      {
        ...shared,
        method: "post",
        path: "/bookings/:reference/resend",
        summary: "Mail the valid tickets again, to the booking's address; once in ten minutes",
        responses: { 202: null },
      },
      async ({ params, req }) => {
        await deps.resendTickets(params.reference, currentUser(req).id);
        return { status: 202 };
      },
    ),
  ];
}
