import Type from "typebox";
import { Money } from "./booking-shape.js";
import { defineEvent } from "./definition.js";

const userId = "0b8f9a44-2f4f-4b7e-9d5c-3a1f0e2d4c5b";
const email = "traveller@example.org";

export const PaymentFailed = defineEvent({
  version: 1,
  aggregate: "payments",
  meaning:
    "A purchase was cut off while its money was being kept back; nothing is charged, and nobody could say so.",
  data: Type.Object({
    userId: Type.String(),
    email: Type.String(),
    amount: Money,
    journey: Type.Optional(
      Type.Object({ from: Type.String({ description: "name of the first station" }), to: Type.String() }),
    ),
  }),
  example: {
    userId,
    email,
    amount: { amount: 7980, currency: "EUR" },
    journey: { from: "München Hbf", to: "Berlin Hbf" },
  },
});

const Refund = Type.Object({
  userId: Type.String(),
  email: Type.String(),
  reference: Type.String({ description: "of the booking that it was paid for" }),
  refund: Money,
  reason: Type.Union([Type.Literal("cancellation"), Type.Literal("exchange"), Type.Literal("compensation")]),
});

export const RefundStarted = defineEvent({
  version: 1,
  aggregate: "refunds",
  meaning: "Money is owed back and will be given back, however often that has to be tried.",
  data: Refund,
  example: {
    userId,
    email,
    reference: "K7M2QX",
    refund: { amount: 1995, currency: "EUR" },
    reason: "compensation",
  },
});

export const RefundCompleted = defineEvent({
  version: 1,
  aggregate: "refunds",
  meaning: "The payment provider has given money back.",
  data: Refund,
  example: {
    userId,
    email,
    reference: "K7M2QX",
    refund: { amount: 6980, currency: "EUR" },
    reason: "cancellation",
  },
});
