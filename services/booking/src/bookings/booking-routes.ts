import { Booking, Money, PassengerType } from "@railbooker/events/booking-shape";
import { AppError } from "@railbooker/runtime/errors";
import { type Route, route } from "@railbooker/runtime/routes";
import Type from "typebox";
import { currentUser } from "../accounts/current-user.js";
import type { BookingPage } from "./booking-store.js";
import type { CancelBooking } from "./cancel-booking.js";
import type { CreateBooking } from "./create-booking.js";
import type { RefundQuote } from "./refund.js";

const closed = { additionalProperties: false };
const PersonName = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: "^[^\\u0000-\\u001f]*\\S[^\\u0000-\\u001f]*$",
});

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

const params = Type.Object({ reference: Type.String({ minLength: 1, maxLength: 20 }) });
const TicketIds = Type.Array(Type.String({ format: "uuid" }), { minItems: 1, maxItems: 54 });

export interface BookingDeps {
  createBooking: (command: CreateBooking) => Promise<Booking>;
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
      async ({ body, req }) => ({
        status: 201,
        body: await deps.createBooking({
          userId: currentUser(req).id,
          idempotencyKey: idempotencyKey(req.get("idempotency-key")),
          holdId: body.holdId,
          passengers: body.passengers,
          email: body.contact.email,
          paymentToken: body.payment.token,
        }),
      }),
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
      async ({ params: { reference }, req }) => ({
        status: 200,
        body: await deps.getBooking(reference, currentUser(req).id),
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
            tickets: Type.Optional(
              Type.String({
                maxLength: 2000,
                description: "ticket ids with commas between; all if left out",
              }),
            ),
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
      async ({ params: { reference }, query, req }) => {
        const quote = await deps.refundQuote(reference, currentUser(req).id, query.tickets?.split(","));
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
      async ({ params: { reference }, body, req }) => ({
        status: 200,
        body: await deps.cancelBooking({ userId: currentUser(req).id, reference, ...body }),
      }),
    ),
  ];
}

function idempotencyKey(header: string | undefined): string {
  if (header !== undefined && /^[\x21-\x7e]{1,256}$/.test(header)) return header;
  throw new AppError({
    kind: "bad-request",
    code: "idempotency-key-required",
    message:
      "Send an Idempotency-Key header of 1 to 256 visible characters, a new one for each booking, so that a repeat does not pay twice.",
  });
}
