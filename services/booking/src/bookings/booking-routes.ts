import { Booking, Money, PassengerType } from "@railbooker/events/booking-shape";
import { type Route, route } from "@railbooker/runtime/routes";
import { noteBooking } from "@railbooker/runtime/work-context";
import Type from "typebox";
import { currentUser } from "../accounts/current-user.js";
import { PersonName } from "../accounts/person-name.js";
import type { Listening } from "./authorise-payment.js";
import { idempotencyKey, reference, TicketIds, TicketList } from "./booking-schemas.js";
import type { BookingPage } from "./booking-store.js";
import type { CancelBooking } from "./cancel-booking.js";
import type { CreateBooking } from "./create-booking.js";
import type { RefundQuote } from "./refund.js";

const closed = { additionalProperties: false };

const BookingBody = Type.Object(
  {
    holdId: Type.String({ format: "uuid" }),
    passengers: Type.Array(Type.Object({ name: PersonName, type: PassengerType }, closed), {
      minItems: 1,
      maxItems: 9,
    }),
    contact: Type.Object({ email: Type.String({ format: "email", maxLength: 254 }) }, closed),
    payment: Type.Object({ token: Type.String({ minLength: 1, maxLength: 200 }) }, closed),
  },
  closed,
);

const params = reference;

export interface BookingDeps {
  createBooking: (command: CreateBooking, listening: Listening) => Promise<Booking>;
  getBooking: (reference: string, userId: string) => Promise<Booking>;
  listBookings: (userId: string, cursor: string | undefined) => Promise<BookingPage>;
  refundQuote: (reference: string, userId: string, tickets: string[] | undefined) => Promise<RefundQuote>;
  cancelBooking: (command: CancelBooking) => Promise<Booking>;
}

export function bookingRoutes(deps: BookingDeps): Route[] {
  const tag = "bookings";
  return [
    route(
      {
        method: "post",
        path: "/bookings",
        summary: "Pay a hold and book it; needs an Idempotency-Key header",
        tag,
        access: "user",
        body: BookingBody,
        responses: { 201: Booking },
      },
      async ({ body, req, res }) => {
        const booking = await deps.createBooking(
          {
            userId: currentUser(req).id,
            idempotencyKey: idempotencyKey(req.get("idempotency-key")),
            holdId: body.holdId,
            passengers: body.passengers,
            email: body.contact.email,
            paymentToken: body.payment.token,
          },
          () => !res.closed,
        );
        noteBooking(booking.reference);
        return { status: 201, body: booking };
      },
    ),
    route(
      {
        method: "get",
        path: "/bookings",
        summary: "Your bookings, newest first",
        tag,
        access: "user",
        query: Type.Object(
          { cursor: Type.Optional(Type.String({ pattern: "^[0-9T:.Z-]{20,30}~[0-9a-f-]{36}$" })) },
          closed,
        ),
        responses: {
          200: Type.Object({ items: Type.Array(Booking), nextCursor: Type.Optional(Type.String()) }),
        },
      },
      async ({ query, req }) => ({
        status: 200,
        body: await deps.listBookings(currentUser(req).id, query.cursor),
      }),
    ),
    route(
      {
        method: "get",
        path: "/bookings/:reference",
        summary: "A booking of yours",
        tag,
        access: "user",
        params,
        responses: { 200: Booking },
      },
      async ({ params: { reference: name }, req }) => ({
        status: 200,
        body: await deps.getBooking(name, currentUser(req).id),
      }),
    ),
    route(
      {
        method: "get",
        path: "/bookings/:reference/refund-quote",
        summary: "What cancelling would give back now",
        tag,
        access: "user",
        params,
        query: Type.Object(
          {
            tickets: Type.Optional(TicketList),
          },
          closed,
        ),
        responses: {
          200: Type.Object({
            id: Type.String(),
            tickets: Type.Array(Type.String()),
            refund: Money,
            fee: Money,
            validUntil: Type.String({ format: "date-time" }),
          }),
        },
      },
      async ({ params: { reference: name }, query, req }) => {
        const quote = await deps.refundQuote(name, currentUser(req).id, query.tickets?.split(","));
        return { status: 200, body: { ...quote, validUntil: quote.validUntil.toISOString() } };
      },
    ),
    route(
      {
        method: "post",
        path: "/bookings/:reference/cancel",
        summary: "Cancel a booking or some of its tickets",
        tag,
        access: "user",
        params,
        body: Type.Object(
          { tickets: Type.Optional(TicketIds), quote: Type.Optional(Type.String({ maxLength: 40 })) },
          closed,
        ),
        responses: { 200: Booking },
      },
      async ({ params: { reference: name }, body, req }) => ({
        status: 200,
        body: await deps.cancelBooking({ userId: currentUser(req).id, reference: name, ...body }),
      }),
    ),
  ];
}
