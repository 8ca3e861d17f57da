import type { PaymentsWording } from "./payments.js";

export const englishPayments: PaymentsWording = {
  paymentFailed: {
    subject: "Your payment did not go through",
    preheader: "Nothing has been charged, and nothing is booked.",
    intro:
      "We were interrupted while you were paying, and could not finish. Nothing has been charged and nothing is booked.",
    note: "If your bank shows an amount kept back, it lets go of it within a few days.",
    amountLabel: "Not charged",
    journeyLabel: "Journey",
    button: "Search again",
  },
  refundStarted: {
    subject: (reference) => `Your refund is on its way (${reference})`,
    preheader: "It goes back to the way you paid.",
    heading: "Your refund is on its way",
    intro: (reason) => `We are giving you money back ${reason}.`,
    note: "It goes back to the way you paid. We will write again as soon as the payment provider has it.",
  },
  refundCompleted: {
    subject: (reference) => `Your refund has been paid (${reference})`,
    preheader: "It is with your bank now.",
    heading: "Your refund has been paid",
    intro: (reason) => `We have given you money back ${reason}.`,
    note: "It went back to the way you paid. Until your bank shows it, a few days may pass.",
  },
  refundReason: {
    cancellation: "for tickets you cancelled",
    exchange: "for tickets you exchanged",
    compensation: "for a train that was late",
  },
};
