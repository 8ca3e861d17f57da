import type { Seat, ServiceClass } from "@railbooker/events/booking-shape";
import { AppError } from "@railbooker/runtime/errors";
import { seatFromId } from "./hold.js";

const named = (seats: readonly Seat[]) =>
  seats.map((seat) => `coach ${seat.coach} seat ${seat.number}`).join(", ");

/** 409: seats that were asked for by name, or the last ones that were left, went to someone else. */
export function seatsTaken(legIndex: number, seatIds: readonly string[]): AppError {
  const seats = seatIds.map(seatFromId);
  return new AppError({
    kind: "conflict",
    code: "seats-taken",
    message: `Already taken on this part of the journey: ${named(seats)}. Nothing was held; choose other seats and try again.`,
    errors: seats.map((seat) => ({
      pointer: `/legs/${legIndex}/seats`,
      detail: `coach ${seat.coach} seat ${seat.number} (${seat.id}) is taken`,
    })),
    extra: { seats },
  });
}

/** `lost`: ids of seats that went to someone else just now. */
export interface TooFewSeats {
  legIndex: number;
  trainName: string;
  serviceClass: ServiceClass;
  left: number;
  wanted: number;
  lost: readonly string[];
}

/** 409: not as many seats are left on a leg as are wanted. */
export function soldOut({ legIndex, trainName, serviceClass, left, wanted, lost }: TooFewSeats): AppError {
  const seats = lost.map(seatFromId);
  const gone = seats.length === 0 ? "" : ` ${named(seats)} went to someone else just now.`;
  const isLeft = left === 0 ? "none is left" : `only ${left} ${left === 1 ? "is" : "are"} left`;
  const pointer = `/legs/${legIndex}`;
  return new AppError({
    kind: "conflict",
    code: "seats-taken",
    message: `${wanted} ${wanted === 1 ? "seat was" : "seats were"} asked for, but ${isLeft} in ${serviceClass} class on ${trainName} for this part of the journey.${gone} Nothing was held.`,
    errors:
      seats.length === 0
        ? [{ pointer, detail: `${isLeft} in ${serviceClass} class` }]
        : seats.map((seat) => ({
            pointer,
            detail: `coach ${seat.coach} seat ${seat.number} (${seat.id}) is taken`,
          })),
    extra: { seats },
  });
}

/** 429: counts what the user holds and has bought; the time is that after which a hold is over. */
export function purchaseLimit(trainName: string, limit: number, has: number, wanted: number): AppError {
  return new AppError({
    kind: "too-many",
    code: "purchase-limit",
    message: `One traveller may hold and buy ${limit} seats on a train. On ${trainName} you have ${has} and asked for ${wanted} more. Nothing was held; give a hold up or wait until it ends.`,
    retryAfterSeconds: 60,
  });
}

export function holdNotFound(): AppError {
  return new AppError({
    kind: "not-found",
    code: "no-such-hold",
    message: "There is no such hold of yours.",
  });
}

export function holdExpired(): AppError {
  return new AppError({
    kind: "expired",
    code: "hold-expired",
    message:
      "The time to pay has run out and the seats are on sale again. Nothing was charged; hold seats anew.",
  });
}

export function alreadyExtended(): AppError {
  return new AppError({
    kind: "conflict",
    code: "already-extended",
    message: "A hold can be extended once, and this one has been; pay before it ends.",
  });
}

export function refusedLeg(code: string, message: string): AppError {
  return new AppError({ kind: "refused", code, message });
}
