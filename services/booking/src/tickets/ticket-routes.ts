import type { Booking, Ticket } from "@railbooker/events/booking-shape";
import { AppError } from "@railbooker/runtime/errors";
import { type Answer, type Route, route } from "@railbooker/runtime/routes";
import Type from "typebox";
import { type CurrentUser, currentUser } from "../accounts/current-user.js";
import { ticketCalendar } from "./calendar.js";
import type { RevokedTicket } from "./inspection-store.js";
import type { TicketKey } from "./ticket-code.js";
import { ticketPdf } from "./ticket-pdf.js";
import { ticketPng } from "./ticket-png.js";

export interface TicketDeps {
  /** A booking of the user's. @throws 404 `no-such-booking`. */
  getBooking: (reference: string, userId: string) => Promise<Booking>;
  /** What was paid for such a booking, as a PDF in the user's language. @throws 404 `no-such-booking`. */
  getReceipt: (reference: string, user: CurrentUser) => Promise<Buffer>;
}

const params = Type.Object({
  reference: Type.String({ maxLength: 20 }),
  id: Type.String({ format: "uuid" }),
  format: Type.Union([Type.Literal("png"), Type.Literal("pdf"), Type.Literal("ics")]),
});

export function ticketRoutes({ getBooking, getReceipt }: TicketDeps): Route[] {
  return [
    route(
      {
        method: "get",
        path: "/bookings/:reference/receipt.pdf",
        summary: "What was bought and paid, and what was given back, to print",
        tag: "tickets",
        access: "user",
        params: Type.Object({ reference: Type.String({ maxLength: 20 }) }),
        responses: { 200: Type.String({ format: "binary" }) },
      },
      async ({ params: { reference }, req }) =>
        pdf(await getReceipt(reference, currentUser(req)), `receipt-${reference}`),
    ),
    route(
      {
        method: "get",
        path: "/bookings/:reference/tickets/:id.:format",
        summary: "A ticket as QR code (png), page to print (pdf) or calendar entry (ics)",
        tag: "tickets",
        access: "user",
        params,
        responses: { 200: Type.String({ format: "binary" }) },
      },
      async ({ params: { reference, id, format }, req }) => {
        const booking = await getBooking(reference, currentUser(req).id);
        const ticket = booking.tickets.find((candidate) => candidate.id === id);
        if (ticket === undefined)
          throw new AppError({
            kind: "not-found",
            code: "no-such-ticket",
            message: "There is no such ticket in this booking.",
          });
        if (format === "ics") return calendar(booking, ticket);
        if (ticket.status !== "valid") throw ticketCancelled();
        return format === "png"
          ? qrCode(ticket)
          : pdf(await ticketPdf(booking, ticket), `ticket-${reference}`);
      },
    ),
  ];
}

export interface PublishedTickets {
  keys: () => TicketKey[];
  revoked: () => Promise<RevokedTicket[]>;
}

/** What every inspector can check codes with, without asking; mounted at /.well-known. */
export function publishedTicketRoutes({ keys, revoked }: PublishedTickets): Route[] {
  const shared = { method: "get", tag: "tickets", access: "public" } as const;
  return [
    route(
      {
        ...shared,
        path: "/.well-known/railbooker-ticket-keys.json",
        summary: "Public keys of ticket codes (JWKS, Ed25519)",
        responses: { 200: Type.Object({ keys: Type.Array(Type.Record(Type.String(), Type.String())) }) },
      },
      async () => ({
        status: 200,
        body: { keys: keys() },
        headers: { "Cache-Control": "public, max-age=3600" },
      }),
    ),
    route(
      {
        ...shared,
        path: "/.well-known/railbooker-revoked-tickets.json",
        summary: "Codes that are dead before their time: by ticket id, up to a sequence",
        responses: {
          200: Type.Object({
            items: Type.Array(
              Type.Object({
                id: Type.String(),
                sequence: Type.Integer(),
                validUntil: Type.String({ format: "date-time" }),
              }),
            ),
          }),
        },
      },
      async () => {
        const items = await revoked();
        return {
          status: 200,
          body: { items: items.map((item) => ({ ...item, validUntil: item.validUntil.toISOString() })) },
          headers: { "Cache-Control": "public, max-age=30" },
        };
      },
    ),
  ];
}

const ticketCancelled = () =>
  new AppError({
    kind: "expired",
    code: "ticket-cancelled",
    message: "This ticket has been cancelled; it has no code any more.",
  });

const uncached = { "Cache-Control": "private, no-store" };

async function qrCode(ticket: Ticket): Promise<Answer> {
  return {
    status: 200,
    body: await ticketPng(ticket),
    headers: { ...uncached, "Content-Type": "image/png" },
  };
}

function pdf(body: Buffer, name: string): Answer {
  return {
    status: 200,
    body,
    headers: {
      ...uncached,
      "Content-Type": "application/pdf",
      "Content-Disposition": `inline; filename="${name}.pdf"`,
    },
  };
}

function calendar(booking: Booking, ticket: Ticket): Answer {
  return {
    status: 200,
    body: Buffer.from(ticketCalendar(booking, ticket)),
    headers: {
      "Content-Type": "text/calendar; charset=utf-8",
      "Content-Disposition": `attachment; filename="${booking.reference}.ics"`,
    },
  };
}
