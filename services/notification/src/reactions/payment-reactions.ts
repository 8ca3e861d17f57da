import type { EventData } from "@railbooker/events/catalogue";
import type { Reaction } from "./reaction.js";

export function paymentFailed(data: EventData<"PaymentFailed">): Reaction {
  const { userId, email, ...mail } = data;
  return {
    userId,
    notification: {
      type: "payment",
      text: (texts) => texts.paymentFailed(data.amount, data.journey),
      data: {},
    },
    mails: [{ template: "paymentFailed", to: email, data: mail }],
  };
}

/** Cancellations and exchanges say in their own mails what comes back; of a compensation, which the page has confirmed, nothing else is written. */
export function refundStarted({ userId, email, ...mail }: EventData<"RefundStarted">): Reaction {
  if (mail.reason !== "compensation") return { userId, mails: [] };
  return { userId, mails: [{ template: "refundStarted", to: email, data: mail }] };
}

export function refundCompleted({ userId, email, ...mail }: EventData<"RefundCompleted">): Reaction {
  const { reference, refund } = mail;
  return {
    userId,
    notification: {
      type: "payment",
      text: (texts) => texts.refundCompleted(refund, reference),
      data: { reference, refund },
    },
    mails: [{ template: "refundCompleted", to: email, data: mail }],
  };
}
