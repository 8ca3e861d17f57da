import type { Ticket } from "@railbooker/events/booking-shape";
import QRCode from "qrcode";

/** The ticket's code as a QR picture. */
export function ticketPng(ticket: Ticket): Promise<Buffer> {
  return QRCode.toBuffer(ticket.code, { errorCorrectionLevel: "M", margin: 4, scale: 6 });
}
