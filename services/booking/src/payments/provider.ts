import type { Money } from "@railbooker/events/booking-shape";
import { within } from "@railbooker/runtime/within";

export type Authorisation = { outcome: "authorised" } | { outcome: "declined"; reason: string };

/** What the provider's own books say of a payment; `none` where it has never heard of it. */
export type Standing = "none" | "authorised" | "captured" | "declined" | "voided";

/**
 * Takes money in two steps: kept back before the seats are sold, taken after. Each call may be repeated with the same id and
 * then changes nothing more. A call that rejects leaves open whether it had its effect; `lookup` tells.
 */
export interface PaymentProvider {
  authorise(paymentId: string, token: string, amount: Money): Promise<Authorisation>;
  /** @throws Error for a payment that is not authorised. */
  capture(paymentId: string): Promise<void>;
  /** Lets go of what is kept back. One that the provider has not heard of yet is refused when it arrives late. @throws Error once captured. */
  void(paymentId: string): Promise<void>;
  /** Gives part of a captured payment back; the refund has an id of its own. @throws Error for more than was taken. */
  refund(refundId: string, paymentId: string, amount: Money): Promise<void>;
  lookup(paymentId: string): Promise<Standing>;
}

/** How long an answer of the provider is waited for. */
export const paymentTimeoutMs = 3000;

/** A provider whose every call ends: after `ms` without an answer it rejects. */
export function withinTime(provider: PaymentProvider, ms = paymentTimeoutMs): PaymentProvider {
  return {
    authorise: (...call) => answered(ms, provider.authorise(...call)),
    capture: (...call) => answered(ms, provider.capture(...call)),
    void: (...call) => answered(ms, provider.void(...call)),
    refund: (...call) => answered(ms, provider.refund(...call)),
    lookup: (...call) => answered(ms, provider.lookup(...call)),
  };
}

const answered = <T>(ms: number, answer: Promise<T>): Promise<T> =>
  within(ms, answer, `the payment provider did not answer within ${ms} ms`);
