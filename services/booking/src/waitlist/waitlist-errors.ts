import { AppError } from "@railbooker/runtime/errors";

export const notSoldOut = () =>
  new AppError({
    kind: "refused",
    code: "not-sold-out",
    message: "There are seats for all of you on this part of the journey; hold them with POST /api/holds.",
  });

export const alreadyWaiting = () =>
  new AppError({
    kind: "conflict",
    code: "already-waiting",
    message: "You are on the waiting list for this already; GET /api/waitlist shows your place.",
  });

export const noSuchEntry = () =>
  new AppError({
    kind: "not-found",
    code: "no-such-waitlist-entry",
    message: "There is no such entry of yours on a waiting list.",
  });
