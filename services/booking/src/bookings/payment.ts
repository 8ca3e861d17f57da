import type { Money } from "@railbooker/events/booking-shape";

export type Authorisation = { outcome: "authorised" } | { outcome: "declined"; reason: string };

/** Takes money in two steps: kept back before the seats are sold, taken after. Each call may be repeated with the same id. */
export interface PaymentProvider {
  /** Rejects when no answer came: then nobody knows, and the payment has to be voided. */
  authorise(paymentId: string, token: string, amount: Money): Promise<Authorisation>;
  capture(paymentId: string): Promise<void>;
  void(paymentId: string): Promise<void>;
  refund(paymentId: string, amount: Money): Promise<void>;
}

/**
 * A payment provider to try things with; no money moves.
 * `tok_ok` is accepted, `tok_declined` declined, `tok_timeout` never answers; anything else is declined as unknown.
 */
export function createSandboxProvider(timeoutMs = 3000): PaymentProvider {
  return {
    authorise: async (_paymentId, token) => {
      if (token === "tok_ok") return { outcome: "authorised" };
      if (token === "tok_declined") return { outcome: "declined", reason: "The bank declined this card." };
      if (token !== "tok_timeout") return { outcome: "declined", reason: "This card is not known." };
      await new Promise((resolve) => setTimeout(resolve, timeoutMs));
      throw new Error(`the payment provider did not answer within ${timeoutMs} ms`);
    },
    capture: async () => undefined,
    void: async () => undefined,
    refund: async () => undefined,
  };
}
