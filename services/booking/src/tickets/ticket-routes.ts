import type { Booking, Ticket } from "@railbooker/events/booking-shape";
import { AppError } from "@railbooker/runtime/errors";
import { type Answer, type Route, route } from "@railbooker/runtime/routes";
import QRCode from "qrcode";
import Type from "typebox";
import { currentUser } from "../accounts/current-user.js";
import { ticketCalendar } from "./calendar.js";
import type { TicketSigner } from "./ticket-code.js";

export interface TicketDeps {
  /** A booking of the user's. @throws 404 `no-such-booking`. */
  getBooking: (reference: string, userId: string) => Promise<Booking>;
}

const params = Type.Object({
  reference: Type.String({ maxLength: 20 }),
  id: Type.String({ format: "uuid" }),
  format: Type.Union([Type.Literal("png"), Type.Literal("ics")]),
});

export function ticketRoutes({ getBooking }: TicketDeps): Route[] {
  return [
    route(
      {
        method: "get",
        path: "/bookings/:reference/tickets/:id.:format",
        summary: "A ticket as QR code (png) or calendar entry (ics)",
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
        return format === "png" ? qrCode(ticket) : calendar(booking, ticket);
      },
    ),
  ];
}

/** The key set that every inspector can check codes with; mounted at /.well-known. */
export function ticketKeyRoutes(signer: TicketSigner): Route[] {
  return [
    route(
      {
        method: "get",
        path: "/.well-known/railbooker-ticket-keys.json",
        summary: "Public keys of ticket codes (JWKS, Ed25519)",
        tag: "tickets",
        access: "public",
        responses: { 200: Type.Object({ keys: Type.Array(Type.Record(Type.String(), Type.String())) }) },
      },
      async () => ({
        status: 200,
        body: signer.keySet(),
        headers: { "Cache-Control": "public, max-age=3600" },
      }),
    ),
  ];
}

async function qrCode(ticket: Ticket): Promise<Answer> {
  if (ticket.status !== "valid")
    throw new AppError({
      kind: "expired",
      code: "ticket-cancelled",
      message: "This ticket has been cancelled; it has no code any more.",
    });
  const png = await QRCode.toBuffer(ticket.code, { errorCorrectionLevel: "M", margin: 4, scale: 6 });
  return {
    status: 200,
    body: png,
    headers: { "Content-Type": "image/png", "Cache-Control": "private, no-store" },
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
