import { ApiError, call } from "../api/http.js";
import { t } from "../texts/texts.js";
import { checkAlone } from "./check-alone.js";
import { readCode } from "./claims.js";
import { readingsOf, saveReading } from "./database.js";
import type { ChosenTrain, Finding, Reason } from "./finding.js";
import type { Lists } from "./lists.js";

interface Answer {
  valid: boolean;
  reason?: Reason;
  ticket?: {
    id: string;
    reference: string;
    passenger: string;
    train: string;
    from: { name: string };
    to: { name: string };
    seat: { coach: string; number: string };
    serviceClass: string;
  };
  used?: { at: string; by: string };
}

export interface ReadContext {
  inspectorId: string;
  train: ChosenTrain | undefined;
  lists: Lists | undefined;
  /** Ask the server first; false while it is known to be away. */
  online: boolean;
}

/** Nobody waits longer at a seat; then the device decides alone. */
const patienceMs = 4_000;

/**
 * One ticket, by the server or, where that does not answer, by this device alone; the reading is kept before it is told.
 * @throws ApiError where the server refuses to be asked: signed out, no inspector, too many requests.
 */
export async function readTicket(code: string, context: ReadContext): Promise<Finding> {
  // Before the server is asked: should its answer be lost on the way, the reading that is handed in later is the
  // earlier of the two, and so the ticket's use.
  const now = Date.now() + (context.lists?.clockOffset ?? 0);
  const runId = context.train?.runId;
  const answer = context.online ? await ask(code, runId) : undefined;
  const finding =
    answer === undefined
      ? await checkAlone(code, { lists: context.lists, train: context.train, readingsOf, now })
      : { ...present(answer), alone: false };
  const claims = readCode(code)?.claims;
  if (claims !== undefined && finding.ticket !== undefined)
    await saveReading({
      id: crypto.randomUUID(),
      ticketId: claims.ticketId,
      reference: claims.reference,
      at: now,
      inspectorId: context.inspectorId,
      valid: finding.valid,
      ...(finding.alone ? { waiting: { code, ...(runId === undefined ? {} : { runId }) } } : {}),
    });
  return finding;
}

async function ask(code: string, runId: string | undefined): Promise<Answer | undefined> {
  const body = { code, ...(runId === undefined ? {} : { runId }) };
  try {
    return (await call<Answer>("POST", "/tickets/inspect", { body, timeoutMs: patienceMs })).data;
  } catch (error) {
    if (error instanceof ApiError && error.status > 0 && error.status < 500) throw error;
    return undefined;
  }
}

function present({ ticket, ...rest }: Answer): Omit<Finding, "alone"> {
  if (ticket === undefined) return rest;
  const { id, reference, passenger, train, serviceClass } = ticket;
  return {
    ...rest,
    ticket: {
      ...{ id, reference, passenger, train, serviceClass },
      from: ticket.from.name,
      to: ticket.to.name,
      seat: t.checkout.coachSeat(ticket.seat.coach, ticket.seat.number),
    },
  };
}
