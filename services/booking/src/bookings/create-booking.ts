import type { Booking, PassengerType } from "@railbooker/events/booking-shape";
import { AppError } from "@railbooker/runtime/errors";
import type { Hold } from "../seating/hold.js";
import { findHold } from "../seating/hold-store.js";
import type { SeatNews } from "../seating/seat-news.js";
import { holdExpired } from "../seating/seating-errors.js";
import { announceSold } from "./announce-sold.js";
import { authorisePayment, giveUp, type Listening, type PaymentDeps } from "./authorise-payment.js";
import { holdBooked, paymentUnanswered } from "./booking-errors.js";
import { findBookingById } from "./booking-store.js";
import { keyOf } from "./idempotency-store.js";
import { oncePerKey } from "./once-per-key.js";
import { checkOpen } from "./open-hold.js";
import { type Prepared, preparePurchase } from "./prepare-purchase.js";
import { misfit } from "./price-hold.js";
import { NotSold, type SellDeps, sellHolds } from "./sell-holds.js";

export interface CreateBookingDeps extends PaymentDeps, SellDeps {
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

/**
 * Hold ▶ payment ▶ booking. Money is kept back before and taken after the commit; the booking, its seats and its event
 * commit together. The same key and body give the same booking again, however often it is pressed.
 * @throws AppError 402 `payment-declined` (the hold stays), 404 `no-such-hold`, 410 `hold-expired`, 422, 503.
 */
export function createBooking(
  deps: CreateBookingDeps,
): (command: CreateBooking, listening: Listening) => Promise<Booking> {
  const steps: Steps = {
    prepare: preparePurchase(deps),
    authorise: authorisePayment(deps),
    sell: sellHolds(deps),
  };
  return async (command, listening) => {
    const key = keyOf(command);
    const prepared = await steps.prepare({ ...command, hash: key.hash });
    return oncePerKey(deps.sql, key, prepared.known, () =>
      purchase(deps, steps, { command, listening, hash: key.hash, prepared }),
    );
  };
}

interface Steps {
  prepare: ReturnType<typeof preparePurchase>;
  authorise: ReturnType<typeof authorisePayment>;
  sell: ReturnType<typeof sellHolds>;
}

interface Purchase {
  command: CreateBooking;
  listening: Listening;
  hash: Buffer;
  prepared: Prepared;
}

async function purchase(
  deps: CreateBookingDeps,
  { authorise, sell }: Steps,
  { command, listening, hash, prepared: { hold: found, draft } }: Purchase,
): Promise<Booking> {
  const { userId, idempotencyKey, passengers, paymentToken } = command;
  const hold = checkOpen(found, deps.clock());
  if (draft === undefined) throw misfit(hold, passengers) ?? holdExpired();
  const payment = { userId, holdId: hold.id, token: paymentToken, amount: hold.price, listening };
  const paymentId = await authorise(payment);
  let booking: Booking;
  try {
    booking = await sell({ key: { key: idempotencyKey, hash }, hold, draft, paymentId });
  } catch (error) {
    const committed = await committedAfterAll(deps, error, draft.id);
    if (committed === undefined) {
      await giveUp(deps, paymentId, listening);
      throw error instanceof NotSold ? await refusalOf(deps, error, hold) : error;
    }
    booking = committed;
  }
  deps.outbox.wake();
  deps.settler.wake([paymentId]);
  announceSold(deps.news, hold);
  return booking;
}

/** A key that was taken is answered by its booking before this is seen. */
async function refusalOf(deps: CreateBookingDeps, error: NotSold, { id, userId }: Hold): Promise<Error> {
  if (error.why === "payment-called-off") return paymentUnanswered(error);
  return (await findHold(deps.sql, id, userId))?.status === "booked" ? holdBooked() : holdExpired();
}

/** A connection lost at COMMIT leaves open whether it took place: look, before money is given back. */
async function committedAfterAll(
  deps: CreateBookingDeps,
  error: unknown,
  bookingId: string,
): Promise<Booking | undefined> {
  if (error instanceof AppError || error instanceof NotSold) return undefined;
  return (await findBookingById(deps.sql, bookingId))?.booking;
}
