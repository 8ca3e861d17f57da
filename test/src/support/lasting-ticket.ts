import { createPrivateKey, type KeyObject, sign } from "node:crypto";
import type { Traveller } from "./traveller.js";

/** The key that tickets are signed with, of a product's variables. */
export function signingKeyOf(variables: Record<string, string>): KeyObject {
  return createPrivateKey(Buffer.from(variables["TICKET_SIGNING_KEY"] ?? "", "base64").toString("utf8"));
}

/**
 * The code of a new ticket for tomorrow, good from midnight of today for weeks: so that the hour at which the test runs does not
 * matter. The validity is the last four bytes of the payload.
 */
export async function lastingTicket(traveller: Traveller, key: KeyObject) {
  const booking = await traveller.buy("München", "Berlin");
  const payload = Buffer.from(booking.tickets[0]?.code.split(".")[1] ?? "", "base64url");
  payload.writeUInt16BE(0, payload.length - 4);
  payload.writeUInt16BE(0xffff, payload.length - 2);
  const head = `RB1.${payload.toString("base64url")}`;
  const code = `${head}.${sign(null, Buffer.from(head), key).toString("base64url")}`;
  return { code, reference: booking.reference, runId: booking.legs[0]?.runId ?? "" };
}
