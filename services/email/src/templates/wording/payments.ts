import type { NoticeWording } from "./account.js";

export type RefundReason = "cancellation" | "exchange" | "compensation";

/** What is said about money. */
export interface PaymentsWording {
  paymentFailed: NoticeWording & { amountLabel: string; journeyLabel: string; button: string };
  refundStarted: RefundWording;
  refundCompleted: RefundWording;
  /** What it is for, to follow on the intro's words. */
  refundReason: Record<RefundReason, string>;
}

/** The intro says what the money is for. */
interface RefundWording {
  subject: (reference: string) => string;
  preheader: string;
  heading: string;
  intro: (reason: string) => string;
  note: string;
}
