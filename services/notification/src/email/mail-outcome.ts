import type { MailOutcome } from "./mail.js";

export interface EmailAnswer {
  status: number;
  body: unknown;
}

/**
 * Answers that say something about the way there, not about the mail: a wrong token, a wrong address, too much at once.
 * They are mended by an operator or by time, and the mail must still be there then.
 */
const mendable = new Set([401, 403, 404, 405, 408, 409, 425, 429]);

/** @returns undefined when the mail was not sent and may be tried again. */
export function outcomeOf({ status, body }: EmailAnswer): MailOutcome | undefined {
  if (status >= 200 && status < 300) return { kind: "sent" };
  const problem = asProblem(body);
  const reason = `${status} ${problem.code ?? ""} ${problem.detail ?? ""}`.trim().slice(0, 500);
  if (status === 504 || problem.outcome === "unknown") return { kind: "unknown", reason };
  if (mendable.has(status) || problem.retryable === true) return undefined;
  if (problem.retryable === false || (status >= 400 && status < 500)) return { kind: "refused", reason };
  return undefined;
}

interface EmailProblem {
  code?: unknown;
  detail?: unknown;
  retryable?: unknown;
  outcome?: unknown;
}

const asProblem = (body: unknown): EmailProblem =>
  body !== null && typeof body === "object" ? (body as EmailProblem) : {};
