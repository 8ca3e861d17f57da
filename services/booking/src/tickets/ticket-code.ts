import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import type { Booking, Ticket } from "@railbooker/events/booking-shape";
import { claimsOf, packClaims, type TicketClaims, unpackClaims } from "./ticket-claims.js";

/** RFC 8037: an Ed25519 public key, as published. */
export type TicketKey = Record<"kty" | "crv" | "x" | "kid" | "use" | "alg", string>;

export interface TicketSigner {
  issuer: string;
  /** The code of a ticket of this booking: `RB1.` + claims + `.` + signature, both base64url. @param sequence 1 where left out. */
  sign(booking: Booking, ticket: Ticket, sequence?: number): string;
  /** RFC 7517 key set with the keys that codes are checked with: the one that signs, then those that did. */
  keySet(): { keys: TicketKey[] };
}

export interface SignerOptions {
  /** Public keys that signed before, as `x` of the key set; codes of theirs stay good. */
  previousKeys?: readonly string[];
  /** Short: it is in every code. */
  issuer?: string;
}

const prefix = "RB1";

/** @param privateKey Ed25519 in PKCS#8, PEM or the PEM in base64 on one line. @throws Error for another kind of key. */
export function createTicketSigner(
  privateKey: string,
  { previousKeys = [], issuer = "RB" }: SignerOptions = {},
): TicketSigner {
  const key = readPrivateKey(privateKey);
  const current = String(createPublicKey(key).export({ format: "jwk" })["x"]);
  const keys = [...new Set([current, ...previousKeys])].map(toTicketKey);
  const kid = keyId(current);
  return {
    issuer,
    sign: (booking, ticket, sequence = 1) => {
      const claims = claimsOf(booking, ticket, { issuer, kid, sequence });
      // Signed are the very bytes that are carried, so that no reader has to encode them again.
      const head = `${prefix}.${packClaims(claims).toString("base64url")}`;
      return `${head}.${sign(null, Buffer.from(head), key).toString("base64url")}`;
    },
    keySet: () => ({ keys }),
  };
}

export type ReadCode =
  | { kind: "genuine"; claims: TicketClaims }
  | { kind: "other-operator" }
  | { kind: "forged" };

/** How codes of other operators begin: UIC barcodes and the tickets of domestic schemes. */
const foreign = /^(#UT|OTI|U1|U2|RCT)/;

/** Reads a code and checks its signature against published keys. Everything that is no genuine code of ours has its answer. */
export function readTicketCode(code: string, issuer: string, keys: readonly TicketKey[]): ReadCode {
  if (foreign.test(code)) return { kind: "other-operator" };
  const [head, payload, signature, ...rest] = code.split(".");
  if (head !== prefix || payload === undefined || signature === undefined || rest.length > 0)
    return { kind: "forged" };
  try {
    const claims = unpackClaims(Buffer.from(payload, "base64url"));
    if (claims.issuer !== issuer) return { kind: "other-operator" };
    const jwk = keys.find((key) => key.kid === claims.kid);
    if (jwk === undefined) return { kind: "forged" };
    const key = createPublicKey({ key: jwk, format: "jwk" });
    const genuine = verify(null, Buffer.from(`${head}.${payload}`), key, Buffer.from(signature, "base64url"));
    return genuine ? { kind: "genuine", claims } : { kind: "forged" };
  } catch {
    return { kind: "forged" };
  }
}

function toTicketKey(x: string): TicketKey {
  try {
    createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  } catch {
    throw new Error(
      "TICKET_VERIFICATION_KEYS must list Ed25519 public keys as `x` in the published key set, with commas between",
    );
  }
  return { kty: "OKP", crv: "Ed25519", x, kid: keyId(x), use: "sig", alg: "EdDSA" };
}

const keyId = (x: string) => createHash("sha256").update(x).digest("hex").slice(0, 8);

function readPrivateKey(text: string): KeyObject {
  const pem = text.includes("BEGIN") ? text : Buffer.from(text, "base64").toString("utf8");
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== "ed25519")
    throw new Error("TICKET_SIGNING_KEY must be an Ed25519 private key: openssl genpkey -algorithm ed25519");
  return key;
}
