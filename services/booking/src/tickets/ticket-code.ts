import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import type { Booking, Ticket } from "@railbooker/events/booking-shape";

/** What a ticket's code says, readable and checkable without asking anyone. */
export interface TicketClaims {
  /** Key id, as in the published key set. */
  kid: string;
  ticketId: string;
  /** Counts re-issues: a higher one makes the lower ones void. */
  sequence: number;
  reference: string;
  runId: string;
  train: string;
  /** Location ids. */
  from: string;
  to: string;
  seat: string;
  serviceClass: string;
  passenger: string;
  /** Seconds since 1970; the code is good between them. */
  validFrom: number;
  validUntil: number;
}

export interface TicketSigner {
  /** The code of a ticket of this booking: `RB1.` + claims + `.` + signature, both base64url. */
  sign(booking: Booking, ticket: Ticket): string;
  /** RFC 7517 key set with the Ed25519 keys that codes are checked with. */
  keySet(): { keys: Record<string, string>[] };
}

const prefix = "RB1";
const hour = 3600;

/** @param privateKey Ed25519 in PKCS#8, PEM or the PEM in base64 on one line. @throws Error for another kind of key. */
export function createTicketSigner(privateKey: string): TicketSigner {
  const key = readPrivateKey(privateKey);
  const jwk = createPublicKey(key).export({ format: "jwk" });
  const kid = createHash("sha256").update(String(jwk["x"])).digest("base64url").slice(0, 8);
  return {
    sign: (booking, ticket) => {
      const payload = Buffer.from(JSON.stringify(toFields(claimsOf(booking, ticket, kid)))).toString(
        "base64url",
      );
      // Signed are the very bytes that are carried, so that no reader has to encode them again.
      const signature = sign(null, Buffer.from(`${prefix}.${payload}`), key).toString("base64url");
      return `${prefix}.${payload}.${signature}`;
    },
    keySet: () => ({
      keys: [{ kty: "OKP", crv: "Ed25519", x: String(jwk["x"]), kid, use: "sig", alg: "EdDSA" }],
    }),
  };
}

/** Checks a code against published keys. @returns undefined for anything but a code that was signed with one of them. */
export function verifyTicketCode(
  code: string,
  keys: readonly Record<string, string>[],
): TicketClaims | undefined {
  const [head, payload, signature, ...rest] = code.split(".");
  if (head !== prefix || payload === undefined || signature === undefined || rest.length > 0)
    return undefined;
  try {
    const claims = fromFields(JSON.parse(Buffer.from(payload, "base64url").toString("utf8")));
    const jwk = keys.find((key) => key["kid"] === claims.kid);
    if (jwk === undefined) return undefined;
    const key = createPublicKey({ key: jwk, format: "jwk" });
    const genuine = verify(null, Buffer.from(`${head}.${payload}`), key, Buffer.from(signature, "base64url"));
    return genuine ? claims : undefined;
  } catch {
    return undefined;
  }
}

function readPrivateKey(text: string): KeyObject {
  const pem = text.includes("BEGIN") ? text : Buffer.from(text, "base64").toString("utf8");
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== "ed25519")
    throw new Error("TICKET_SIGNING_KEY must be an Ed25519 private key: openssl genpkey -algorithm ed25519");
  return key;
}

function claimsOf(booking: Booking, ticket: Ticket, kid: string): TicketClaims {
  const leg = booking.legs.find((candidate) => candidate.id === ticket.leg.id);
  if (leg === undefined) throw new Error(`ticket ${ticket.id} is for no leg of booking ${booking.reference}`);
  return {
    kid,
    ticketId: ticket.id,
    sequence: 1,
    reference: booking.reference,
    runId: leg.runId,
    train: leg.train.name,
    from: leg.from.id,
    to: leg.to.id,
    seat: ticket.seat.id,
    serviceClass: leg.serviceClass,
    passenger: ticket.passenger.name.slice(0, 40),
    validFrom: Math.floor(Date.parse(leg.from.departure) / 1000) - 2 * hour,
    validUntil: Math.floor(Date.parse(leg.to.arrival) / 1000) + 12 * hour,
  };
}

/** An array in a fixed order: names of members would make the QR code a third larger. */
const toFields = (c: TicketClaims) => [
  c.kid,
  c.ticketId.replaceAll("-", ""),
  c.sequence,
  c.reference,
  c.runId,
  c.train,
  c.from,
  c.to,
  c.seat,
  c.serviceClass,
  c.passenger,
  c.validFrom,
  c.validUntil,
];

function fromFields(fields: unknown): TicketClaims {
  if (!Array.isArray(fields) || fields.length !== 13) throw new Error("not the fields of a ticket code");
  const [
    kid,
    ticketId,
    sequence,
    reference,
    runId,
    train,
    from,
    to,
    seat,
    serviceClass,
    passenger,
    validFrom,
    validUntil,
  ] = fields;
  const text = (value: unknown) => String(value);
  return {
    kid: text(kid),
    ticketId: text(ticketId).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
    sequence: Number(sequence),
    reference: text(reference),
    runId: text(runId),
    train: text(train),
    from: text(from),
    to: text(to),
    seat: text(seat),
    serviceClass: text(serviceClass),
    passenger: text(passenger),
    validFrom: Number(validFrom),
    validUntil: Number(validUntil),
  };
}
