import { staff } from "../texts/staff.js";
import { t } from "../texts/texts.js";
import { type Claims, fromBase64Url, readCode, type SignedCode } from "./claims.js";
import type { Reading } from "./database.js";
import type { ChosenTrain, Finding, FoundTicket, Reason } from "./finding.js";
import type { Lists } from "./lists.js";
import { verifySignature } from "./verify.js";

export interface AloneContext {
  lists: Lists | undefined;
  train: ChosenTrain | undefined;
  /** What this device has read of that ticket before. */
  readingsOf: (ticketId: string) => Promise<Reading[]>;
  /** Milliseconds, by the server's clock as far as it is known. */
  now: number;
}

/** How codes of other operators begin: UIC barcodes and the tickets of domestic schemes. */
const foreign = /^(#UT|OTI|U1|U2|RCT)/;

/** Judges a code with what the device keeps, in the order in which the server does. */
export async function checkAlone(code: string, context: AloneContext): Promise<Finding> {
  const refuse = (reason: Reason, ticket?: FoundTicket): Finding => ({
    valid: false,
    reason,
    alone: true,
    ...(ticket === undefined ? {} : { ticket }),
  });
  if (foreign.test(code)) return refuse("other-operator");
  const read = readCode(code);
  if (read === undefined) return refuse("forged");
  const { lists, train } = context;
  if (lists === undefined) return refuse("no-lists");
  const key = lists.keys[read.claims.kid];
  if (key === undefined) return refuse(read.claims.issuer === "RB" ? "unknown-key" : "other-operator");
  if (!(await genuine(key, read))) return refuse("forged");

  const ticket = ticketOf(read.claims, train);
  const reason = judge(read.claims, lists, train, context.now);
  if (reason !== undefined) return refuse(reason, ticket);
  const earlier = (await context.readingsOf(read.claims.ticketId))
    .filter((reading) => reading.valid)
    .sort((a, b) => a.at - b.at)[0];
  if (earlier === undefined) return { valid: true, alone: true, ticket };
  const used = { at: new Date(earlier.at).toISOString(), by: staff.inspect.thisDevice };
  return { ...refuse("already-used", ticket), used };
}

async function genuine(key: string, { signature, signed }: SignedCode): Promise<boolean> {
  try {
    return await verifySignature(fromBase64Url(key), signature, signed);
  } catch {
    // Bytes that are no signature at all.
    return false;
  }
}

function judge(
  claims: Claims,
  lists: Lists,
  train: ChosenTrain | undefined,
  now: number,
): Reason | undefined {
  const dead = lists.revoked[claims.ticketId];
  if (dead !== undefined && claims.sequence <= dead) return "revoked";
  if (train !== undefined && train.runId !== claims.runId)
    return withoutDate(train.runId) === withoutDate(claims.runId) ? "wrong-date" : "wrong-run";
  return now < claims.validFrom || now > claims.validUntil ? "wrong-date" : undefined;
}

const withoutDate = (runId: string): string => runId.slice(0, runId.lastIndexOf("."));

function ticketOf(claims: Claims, train: ChosenTrain | undefined): FoundTicket {
  const named = (id: string): string => train?.stations[id] ?? id;
  const [first, at, then] = claims.seat.split(">").map((part) => part);
  const seat =
    at === undefined || then === undefined
      ? seatText(first)
      : staff.inspect.seatChange(seatText(first), named(at), seatText(then));
  return {
    id: claims.ticketId,
    reference: claims.reference,
    passenger: claims.passenger,
    seat,
    serviceClass: claims.serviceClass,
    train: train?.runId === claims.runId ? train.name : claims.runId,
    from: named(claims.from),
    to: named(claims.to),
  };
}

function seatText(seat = ""): string {
  const dash = seat.lastIndexOf("-");
  return t.checkout.coachSeat(seat.slice(0, dash), seat.slice(dash + 1));
}
