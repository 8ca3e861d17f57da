import { Money } from "@railbooker/events/booking-shape";
import Type, { type Static } from "typebox";
import { closed, Reference, ShortText } from "./shapes.js";

export const FailedPaymentData = Type.Object(
  { amount: Money, journey: Type.Optional(Type.Object({ from: ShortText, to: ShortText }, closed)) },
  closed,
);
export type FailedPayment = Static<typeof FailedPaymentData>;

/** For refundStarted and refundCompleted. */
export const RefundData = Type.Object(
  {
    reference: Reference,
    refund: Money,
    reason: Type.Union([
      Type.Literal("cancellation"),
      Type.Literal("exchange"),
      Type.Literal("compensation"),
    ]),
  },
  closed,
);
export type Refund = Static<typeof RefundData>;
