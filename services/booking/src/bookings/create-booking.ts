import type { Booking, PassengerType } from "@railbooker/events/booking-shape";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import { AppError } from "@railbooker/runtime/errors";
import type { Outbox } from "../outbox/outbox.js";
import { usePayment } from "../payments/payment-store.js";
import type { Hold } from "../seating/hold.js";
import { findHold, markBooked } from "../seating/hold-store.js";
import type { SeatNews } from "../seating/seat-news.js";
import { holdExpired } from "../seating/seating-errors.js";
import type { TicketSigner } from "../tickets/ticket-code.js";
import { announceSold } from "./announce-sold.js";
import { authorisePayment, giveUp, type PaymentDeps } from "./authorise-payment.js";
import { holdBooked, keyReused, passengerCount, paymentUnanswered } from "./booking-errors.js";
import { findBookingById } from "./booking-store.js";
import { type Draft, draftBooking } from "./draft-booking.js";
import { findKey, hashBody, takeKey } from "./idempotency-store.js";
import { insertBookingParts, insertBookingRow } from "./insert-booking.js";
import { insertTickets } from "./insert-tickets.js";
import { openHold } from "./open-hold.js";

export interface CreateBookingDeps extends PaymentDeps {
  inTransaction: InTransaction;
  outbox: Outbox;
  signer: TicketSigner;
  news: SeatNews;
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
    try {
      return await purchase(deps, command, hash);
    } catch (error) {
      // A rival with the same key may have been quicker at any step: then its booking is the answer.
      const rivals = await replay();
      if (rivals !== undefined) return rivals;
      throw error;
    }
  };
}

async function purchase(deps: CreateBookingDeps, command: CreateBooking, hash: Buffer): Promise<Booking> {
  const { userId, passengers, email, paymentToken } = command;
  const hold = await openHold(deps, command.holdId, userId);
  if (hold.passengers !== passengers.length) throw passengerCount(hold.passengers, passengers.length);
  const draft = await draftBooking(deps.sql, hold, passengers, email, deps.clock());
  const payment = { userId, holdId: hold.id, token: paymentToken, amount: hold.price };
  const paymentId = await authorisePayment(deps, payment);
  let booking: Booking;
  try {
    booking = await deps.inTransaction((sql) => sell(deps, sql, { command, hash, hold, draft, paymentId }));
  } catch (error) {
    const committed = await committedAfterAll(deps, error, draft.id);
    if (committed === undefined) {
      await giveUp(deps, paymentId);
      throw error;
    }
    booking = committed;
  }
  deps.outbox.wake();
  deps.settler.wake([paymentId]);
  announceSold(deps.news, hold);
  return booking;
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
  };
  const reference = await insertBookingRow(sql, row);
  const booking: Booking = { reference, ...draft.booking };
  booking.tickets = booking.tickets.map((ticket) => ({ ...ticket, code: deps.signer.sign(booking, ticket) }));
  await insertBookingParts(sql, { ...row, booking });
  const { ticketPrices } = draft;
  await insertTickets(sql, [{ bookingId: draft.id, hold, booking, ticketPrices, sequence: 1 }]);
  if (!(await usePayment(sql, paymentId, draft.id, now))) {
    throw paymentUnanswered(new Error(`payment ${paymentId} has been called off`));
  }
  await deps.outbox.append(sql, {
    name: "BookingCreated",
    aggregateId: reference,
    aggregateVersion: 1,
    data: { userId, booking },
  });
  return booking;
}
