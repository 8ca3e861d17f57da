import type { TicketClaims } from "./ticket-claims.js";

/** Why a ticket is not good here and now. */
export type InspectionReason =
  | "forged"
  | "other-operator"
  | "revoked"
  | "wrong-run"
  | "wrong-date"
  | "already-used";

/** A ticket as the database has it. */
export interface KnownTicket {
  id: string;
  status: "valid" | "cancelled" | "exchanged";
  sequence: number;
  reference: string;
  passenger: string;
  train: string;
  from: string;
  to: string;
  departure: string;
  arrival: string;
  coach: string;
  seat: string;
  serviceClass: string;
}

/** All that can be said of a genuine code but whether it was used before. @param runId the inspector's train; any if left out. */
export function judge(
  claims: TicketClaims,
  known: KnownTicket | undefined,
  { runId, at }: { runId?: string | undefined; at: Date },
): InspectionReason | undefined {
  // Signed by us and yet not sold by us: a key has been in wrong hands.
  if (known === undefined) return "forged";
  if (known.status !== "valid" || known.sequence !== claims.sequence) return "revoked";
  if (runId !== undefined && runId !== claims.runId)
    return trainOf(runId) === trainOf(claims.runId) ? "wrong-date" : "wrong-run";
  const seconds = at.getTime() / 1000;
  if (seconds < claims.validFrom || seconds > claims.validUntil) return "wrong-date";
  return undefined;
}

const trainOf = (runId: string) => runId.slice(0, runId.lastIndexOf("."));
