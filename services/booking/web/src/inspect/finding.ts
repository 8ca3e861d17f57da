/** Why a ticket is not good here and now: the server's reasons, and what only a device alone has to say. */
export type Reason =
  | "forged"
  | "other-operator"
  | "revoked"
  | "wrong-run"
  | "wrong-date"
  | "already-used"
  | "unknown-key"
  | "no-lists";

export interface Finding {
  valid: boolean;
  reason?: Reason;
  /** Checked by this device alone: used elsewhere it may still have been. */
  alone: boolean;
  ticket?: FoundTicket;
  used?: { at: string; by: string };
}

export interface FoundTicket {
  id: string;
  reference: string;
  passenger: string;
  seat: string;
  serviceClass: string;
  /** Named where the names are known, else as ids. */
  train: string;
  from: string;
  to: string;
}

/** The train an inspector is on, kept with its stations so that they have names without a connection. */
export interface ChosenTrain {
  runId: string;
  name: string;
  to: string;
  /** ISO 8601 with the station's offset, at the run's first call. */
  departure: string;
  /** Location id ▶ name. */
  stations: Record<string, string>;
}

/** Good, not good, or a matter to look into: each has its colour, shape, word and sound. */
export type Tone = "good" | "look" | "bad";

export function toneOf({ valid, reason }: Pick<Finding, "valid" | "reason">): Tone {
  if (valid) return "good";
  return reason === "already-used" || reason === "no-lists" ? "look" : "bad";
}
