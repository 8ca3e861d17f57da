import type { Money, PassengerType } from "@railbooker/events/booking-shape";
import { AppError } from "@railbooker/runtime/errors";

export const bookingNotFound = () =>
  new AppError({
    kind: "not-found",
    code: "no-such-booking",
    message: "There is no such booking of yours.",
  });

export const paymentDeclined = (reason: string) =>
  new AppError({
    kind: "payment-required",
    code: "payment-declined",
    message: `${reason} Nothing was charged and your seats are still held; try another card.`,
  });

export const paymentUnanswered = (cause: unknown) =>
  new AppError({
    kind: "unavailable",
    code: "payment-unanswered",
    message:
      "The payment provider did not answer in time. Nothing is charged and your seats are still held; please try again.",
    retryAfterSeconds: 5,
    cause,
  });

export const keyReused = () =>
  new AppError({
    kind: "refused",
    code: "idempotency-key-reused",
    message: "This Idempotency-Key was used for a different booking; use a new key for a new booking.",
  });

export const passengerCount = (held: number, given: number) =>
  new AppError({
    kind: "refused",
    code: "passenger-count",
    message: `The hold is for ${held} ${held === 1 ? "passenger" : "passengers"}; ${given} arrived.`,
    errors: [{ pointer: "/passengers", detail: `${held} expected` }],
  });

/** `held`: whom the hold is priced for. */
export const otherPassengerTypes = (
  held: readonly PassengerType[],
  people: readonly { type: PassengerType }[],
) => {
  const left = [...held];
  const errors = people.flatMap(({ type }, index) => {
    const place = left.indexOf(type);
    if (place >= 0) left.splice(place, 1);
    return place >= 0 ? [] : [{ pointer: `/passengers/${index}/type`, detail: `no ${type} is priced here` }];
  });
  const arrived = people.map(({ type }) => type).join(", ");
  return new AppError({
    kind: "refused",
    code: "passenger-types",
    message: `The hold is priced for ${held.join(", ")}; ${arrived} arrived. Hold the seats anew with the passengerTypes that travel.`,
    errors,
  });
};

export const ticketsNotCancellable = (message: string) =>
  new AppError({ kind: "refused", code: "not-cancellable", message });

export const quoteChanged = () =>
  new AppError({
    kind: "conflict",
    code: "quote-changed",
    message: "The refund is no longer what was quoted. Nothing was cancelled; ask for a new quote.",
  });

export const quoteExpired = () =>
  new AppError({
    kind: "expired",
    code: "quote-expired",
    message: "The refund quote has expired. Nothing was cancelled; ask for a new quote.",
  });

export const holdBooked = () =>
  new AppError({
    kind: "conflict",
    code: "hold-booked",
    message: "This hold has become a booking already; you find it under GET /api/bookings.",
  });

export const bookingLinkExpired = () =>
  new AppError({
    kind: "expired",
    code: "link-expired",
    message: "This link is not valid, has been used, or is too old; ask for a new one.",
  });

export const notExchangeable = (message: string) =>
  new AppError({ kind: "refused", code: "not-exchangeable", message });

export const paymentMissing = ({ amount, currency }: Money) =>
  new AppError({
    kind: "refused",
    code: "payment-missing",
    message: `The new seats cost ${amount} (minor units of ${currency}) more than the tickets are worth; send a payment.`,
    errors: [{ pointer: "/payment", detail: "needed, because there is a difference to pay" }],
    extra: { difference: { amount, currency } },
  });

export const noCompensation = () =>
  new AppError({
    kind: "refused",
    code: "no-compensation",
    message: "There is nothing to claim: it takes a train that has arrived an hour late or more.",
  });

export const compensationClaimed = () =>
  new AppError({
    kind: "conflict",
    code: "compensation-claimed",
    message: "The compensation for this booking has been claimed already.",
  });

export const noValidTickets = () =>
  new AppError({
    kind: "refused",
    code: "no-valid-tickets",
    message: "Every ticket of this booking is cancelled; there is none to send.",
  });

export const resentLately = (seconds: number) =>
  new AppError({
    kind: "too-many",
    code: "resent-lately",
    message: `The tickets were sent again just now. Look among unwanted mail too, or ask once more in ${Math.ceil(seconds / 60)} minutes.`,
    retryAfterSeconds: seconds,
  });
