import { randomUUID } from "node:crypto";
import type { Booking, PassengerType } from "@railbooker/events/booking-shape";
import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import { AppError, coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import type { Outbox } from "../outbox/outbox.js";
import { sellSeat } from "../seating/claim-store.js";
import { type Hold, isOpen } from "../seating/hold.js";
import { findHold, markBooked } from "../seating/hold-store.js";
import type { SeatNews } from "../seating/seat-news.js";
import { holdExpired, holdNotFound } from "../seating/seating-errors.js";
import type { TicketSigner } from "../tickets/ticket-code.js";
import {
  holdBooked,
  keyReused,
  passengerCount,
  paymentDeclined,
  paymentUnanswered,
} from "./booking-errors.js";
import { findBookingById } from "./booking-store.js";
import { type Draft, draftBooking } from "./draft-booking.js";
import { findKey, hashBody, takeKey } from "./idempotency-store.js";
import { insertBookingParts, insertBookingRow } from "./insert-booking.js";
import type { PaymentProvider } from "./payment.js";
import { insertPayment, markPayment } from "./payment-store.js";

export interface CreateBookingDeps {
  sql: Sql;
  inTransaction: InTransaction;
  outbox: Outbox;
  clock: Clock;
  payments: PaymentProvider;
  signer: TicketSigner;
  news: SeatNews;
  log: Logger;
}

export interface CreateBooking {
  userId: string;
  idempotencyKey: string;
  holdId: string;
  passengers: { name: string; type: PassengerType }[];
  email: string;
  paymentToken: string;
}

/** Thrown inside the transaction when a rival with the same key was quicker; nothing of ours is kept. */
class KeyTaken extends Error {}

/**
 * Hold ▶ payment ▶ booking. Money is kept back before and taken after the commit; the booking, its seats and its event
 * commit together. The same key and body give the same booking again, however often it is pressed.
 * @throws AppError 402 `payment-declined` (the hold stays), 404 `no-such-hold`, 410 `hold-expired`, 422, 503.
 */
export function createBooking(deps: CreateBookingDeps): (command: CreateBooking) => Promise<Booking> {
  return async (command) => {
    const { userId, idempotencyKey, ...body } = command;
    const hash = hashBody(body);
    const replay = async () => {
      const known = await findKey(deps.sql, userId, idempotencyKey, hash);
      if (known === undefined) return undefined;
      if (!known.sameBody) throw keyReused();
      return (await findBookingById(deps.sql, known.bookingId))?.booking;
    };
    const earlier = await replay();
    if (earlier !== undefined) return earlier;

    const hold = await openHold(deps, command);
    const draft = await draftBooking(deps.sql, hold, command.passengers, command.email, deps.clock());
    const paymentId = await authorise(deps, command, hold);
    let booking: Booking;
    try {
      booking = await deps.inTransaction((sql) => sell(deps, sql, { command, hash, hold, draft, paymentId }));
    } catch (error) {
      const committed = await committedAfterAll(deps, error, draft.id);
      if (committed === undefined) {
        await voidPayment(deps, paymentId);
        const rivals = error instanceof KeyTaken ? await replay() : undefined;
        if (rivals !== undefined) return rivals;
        throw error;
      }
      booking = committed;
    }
    deps.outbox.wake();
    await capture(deps, paymentId);
    announceSold(deps.news, hold);
    return booking;
  };
}

/** A connection lost at COMMIT leaves open whether it took place: look, before money is given back. */
async function committedAfterAll(
  deps: CreateBookingDeps,
  error: unknown,
  bookingId: string,
): Promise<Booking | undefined> {
  if (error instanceof AppError || error instanceof KeyTaken) return undefined;
  return (await findBookingById(deps.sql, bookingId))?.booking;
}

async function openHold(
  deps: CreateBookingDeps,
  { holdId, userId, passengers }: CreateBooking,
): Promise<Hold> {
  const hold = await findHold(deps.sql, holdId, userId);
  if (hold === undefined || hold.status === "released") throw holdNotFound();
  if (hold.status === "booked") throw holdBooked();
  if (!isOpen(hold, deps.clock())) throw holdExpired();
  if (hold.passengers !== passengers.length) throw passengerCount(hold.passengers, passengers.length);
  return hold;
}

async function authorise(
  deps: CreateBookingDeps,
  { userId, paymentToken }: CreateBooking,
  hold: Hold,
): Promise<string> {
  const id = randomUUID();
  await insertPayment(deps.sql, { id, userId, holdId: hold.id, amount: hold.price }, deps.clock());
  try {
    const answer = await deps.payments.authorise(id, paymentToken, hold.price);
    if (answer.outcome === "authorised") return id;
    await markPayment(deps.sql, id, "declined");
    throw paymentDeclined(answer.reason);
  } catch (error) {
    if (error instanceof AppError) throw error;
    await markPayment(deps.sql, id, "unknown");
    await voidPayment(deps, id);
    throw paymentUnanswered(error);
  }
}

interface Sale {
  command: CreateBooking;
  hash: Buffer;
  hold: Hold;
  draft: Draft;
  paymentId: string;
}

/** All of it in one transaction. The hold's row decides whether there is still something to sell. */
async function sell(
  deps: CreateBookingDeps,
  sql: Sql,
  { command, hash, hold, draft, paymentId }: Sale,
): Promise<Booking> {
  const { userId, idempotencyKey } = command;
  const now = deps.clock();
  if (!(await takeKey(sql, userId, idempotencyKey, hash, draft.id, now))) throw new KeyTaken();
  if (!(await markBooked(sql, hold.id, userId, now))) {
    throw (await findHold(sql, hold.id, userId))?.status === "booked" ? holdBooked() : holdExpired();
  }

  const row = {
    id: draft.id,
    userId,
    holdId: hold.id,
    booking: draft.booking,
    held: hold.legs,
    ticketPrices: draft.ticketPrices,
  };
  const reference = await insertBookingRow(sql, row);
  const booking: Booking = { reference, ...draft.booking };
  booking.tickets = booking.tickets.map((ticket) => ({ ...ticket, code: deps.signer.sign(booking, ticket) }));
  await insertBookingParts(sql, { ...row, booking });
  for (const ticket of booking.tickets) {
    const held = hold.legs[booking.legs.findIndex((leg) => leg.id === ticket.leg.id)];
    if (held === undefined || !(await sellSeat(sql, held.id, ticket.seat.id, ticket.id))) {
      throw new Error(`seat ${ticket.seat.id} of hold ${hold.id} is not kept any more`);
    }
  }
  await markPayment(sql, paymentId, "authorised", draft.id);
  await deps.outbox.append(sql, {
    name: "BookingCreated",
    aggregateId: reference,
    aggregateVersion: 1,
    data: { userId, booking },
  });
  return booking;
}

/** The booking stands whatever happens here: what was not taken now is still kept back and is taken later. */
async function capture(deps: CreateBookingDeps, paymentId: string): Promise<void> {
  try {
    await deps.payments.capture(paymentId);
    await markPayment(deps.sql, paymentId, "captured");
  } catch (error) {
    deps.log.error({ err: coerceError(error), paymentId }, "an authorised payment could not be captured");
  }
}

async function voidPayment(deps: CreateBookingDeps, paymentId: string): Promise<void> {
  try {
    await deps.payments.void(paymentId);
    await markPayment(deps.sql, paymentId, "voided");
  } catch (error) {
    deps.log.error(
      { err: coerceError(error), paymentId },
      "a payment that bought nothing could not be voided",
    );
  }
}

function announceSold(news: SeatNews, hold: Hold): void {
  for (const leg of hold.legs) {
    news.seatsChanged(
      leg.runId,
      leg.seats.map((seat) => ({ id: seat.id, state: "taken", from: leg.fromPosition, to: leg.toPosition })),
    );
  }
  news.holdChanged(hold.userId, { id: hold.id, expiresAt: hold.expiresAt.toISOString(), status: "booked" });
}
