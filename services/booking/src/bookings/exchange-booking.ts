import type { Booking, Money } from "@railbooker/events/booking-shape";
import type { Sql } from "@railbooker/runtime/database";
import type { Outbox } from "../outbox/outbox.js";
import { oweRefund, usePayment } from "../payments/payment-store.js";
import { type ReleasedSeat, releaseTickets } from "../seating/claim-store.js";
import type { Hold } from "../seating/hold.js";
import { markBooked } from "../seating/hold-store.js";
import { announceReleased, type SeatNews } from "../seating/seat-news.js";
import { holdExpired } from "../seating/seating-errors.js";
import type { TicketSigner } from "../tickets/ticket-code.js";
import { announceSold } from "./announce-sold.js";
import { authorisePayment, giveUp, type Listening, type PaymentDeps } from "./authorise-payment.js";
import { statusOf } from "./booking.js";
import { bookingNotFound, paymentMissing, paymentUnanswered, quoteChanged } from "./booking-errors.js";
import { findBooking, lockBooking } from "./booking-store.js";
import { type Exchange, quoteExchange } from "./exchange.js";
import { type ExchangeWish, termsNow } from "./exchange-quote.js";
import { findKey, type KeyToFind, keyOf, takeKey } from "./idempotency-store.js";
import { insertExchanged, signExchanged } from "./insert-exchanged.js";
import { oncePerKey } from "./once-per-key.js";

export interface ExchangeDeps extends PaymentDeps {
  signer: TicketSigner;
  news: SeatNews;
}

export interface ExchangeBooking extends ExchangeWish {
  idempotencyKey: string;
  paymentToken?: string | undefined;
}

/** Thrown inside the transaction when a rival with the same key was quicker; nothing of ours is kept. */
class KeyTaken extends Error {}

/**
 * Held seats for tickets of a booking: what they cost more is kept back first, then the new are sold and the old given up in
 * one transaction, so that the traveller never has neither. The same key and body give the same answer again.
 * @throws AppError 402 `payment-declined`, 404, 409, 410, 422, 503; the booking is then as it was.
 */
export function exchangeBooking(
  deps: ExchangeDeps,
): (command: ExchangeBooking, listening: Listening) => Promise<Booking> {
  const authorise = authorisePayment(deps);
  return async (command, listening) => {
    const key = keyOf(command);
    const known = await findKey(deps.sql, key);
    return oncePerKey(deps.sql, key, known, () => exchange(deps, authorise, { command, listening, key }));
  };
}

type Authorise = ReturnType<typeof authorisePayment>;

async function exchange(
  deps: ExchangeDeps,
  authorise: Authorise,
  { command, listening, key }: { command: ExchangeBooking; listening: Listening; key: KeyToFind },
): Promise<Booking> {
  const { terms, hold } = await termsNow(deps, command);
  const paymentId = await payDifference(authorise, { ...command, listening }, terms.difference);
  const done = await deps
    .inTransaction((sql) =>
      swap(deps, sql, { command, key, hold, paymentId, agreed: terms.difference.amount }),
    )
    .catch(async (error: unknown) => {
      // Where the connection was lost at COMMIT the payment may be in use; then this changes nothing.
      if (paymentId !== undefined) await giveUp(deps, paymentId, listening);
      throw error;
    });
  deps.outbox.wake();
  deps.settler.wake([...done.refunded, ...(paymentId === undefined ? [] : [paymentId])]);
  announceSold(deps.news, hold);
  announceReleased(deps.news, done.released);
  return done.booking;
}

async function payDifference(
  authorise: Authorise,
  { userId, holdId, paymentToken, listening }: ExchangeBooking & { listening: Listening },
  difference: Money,
): Promise<string | undefined> {
  if (difference.amount <= 0) return undefined;
  if (paymentToken === undefined) throw paymentMissing(difference);
  return authorise({ userId, holdId, token: paymentToken, amount: difference, listening });
}

interface Swap {
  command: ExchangeBooking;
  key: KeyToFind;
  hold: Hold;
  paymentId: string | undefined;
  /** The difference that was paid. */
  agreed: number;
}

interface Swapped {
  booking: Booking;
  released: ReleasedSeat[];
  /** Payments with money to give back. */
  refunded: string[];
}

async function swap(deps: ExchangeDeps, sql: Sql, { command, key, hold, ...paid }: Swap): Promise<Swapped> {
  const { reference, userId } = command;
  const now = deps.clock();
  const before = await lockBooking(sql, reference, userId);
  if (before === undefined) throw bookingNotFound();
  const { id, version } = before;
  if (!(await takeKey(sql, key, id, now))) throw new KeyTaken();
  const terms = quoteExchange(before, command.tickets, hold, now);
  const { amount } = terms.difference;
  if (Math.max(0, amount) !== Math.max(0, paid.agreed)) throw quoteChanged();
  if (!(await markBooked(sql, hold.id, userId, now))) throw holdExpired();

  await insertExchanged(sql, await signExchanged(sql, deps.signer, before, terms, now));
  await sql.rows("UPDATE tickets SET status = 'exchanged' WHERE id = ANY($1::uuid[])", [terms.tickets]);
  const released = await releaseTickets(sql, terms.tickets);
  const refunded = await settleDifference(deps.outbox, sql, { id, paymentId: paid.paymentId, terms, now });
  await sql.rows("UPDATE bookings SET price_amount = price_amount + $2 WHERE id = $1", [id, amount]);
  const after = await findBooking(sql, reference, userId);
  if (after === undefined) throw bookingNotFound();
  const booking = { ...after.booking, status: statusOf(after.booking.tickets) };
  await sql.rows("UPDATE bookings SET status = $2 WHERE id = $1", [id, booking.status]);
  await deps.outbox.append(sql, {
    name: "BookingExchanged",
    aggregateId: reference,
    aggregateVersion: version,
    data: { userId, before: before.booking, after: booking, difference: terms.difference },
  });
  return { booking, released, refunded };
}

interface Difference {
  id: string;
  paymentId: string | undefined;
  terms: Exchange;
  now: Date;
}

async function settleDifference(
  outbox: Outbox,
  sql: Sql,
  { id: bookingId, paymentId, terms, now }: Difference,
): Promise<string[]> {
  const amount = Math.max(0, -terms.difference.amount);
  if (paymentId === undefined) return oweRefund(sql, outbox, { bookingId, amount, reason: "exchange" }, now);
  if (await usePayment(sql, paymentId, bookingId, now)) return [];
  throw paymentUnanswered(new Error(`payment ${paymentId} has been called off`));
}
