import type { ApiError } from "../api/http.js";
import { type Mistake, mistakesOf } from "../forms/problem.js";
import { t } from "../texts/texts.js";

export interface PaymentProblem {
  mistakes: Mistake[];
  /** Whether the hold is gone and the page goes back to the seats. */
  holdGone: boolean;
}

/** What a failed payment means for the traveller, and whether the seats are still there. */
export function paymentProblem(error: ApiError, card: string): PaymentProblem {
  const field = `card-${card}`;
  switch (error.code) {
    case "payment-declined":
      return { mistakes: [{ text: t.checkout.declined, field }], holdGone: false };
    case "payment-unanswered":
    case "offline":
      return { mistakes: [{ text: t.checkout.timedOut, field }], holdGone: false };
    case "hold-expired":
      return { mistakes: [{ text: t.checkout.expired }], holdGone: true };
    case "no-such-hold":
    case "hold-booked":
      return { mistakes: [{ text: t.checkout.holdGone }], holdGone: true };
    default:
      return { mistakes: mistakesOf(error), holdGone: false };
  }
}
