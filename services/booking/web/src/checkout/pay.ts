import { call } from "../api/http.js";
import type { Booking, Hold } from "../api/types.js";
import { recall, remember } from "../shell/store.js";
import type { Draft } from "./draft.js";

/**
 * The key of one payment of one hold with one card. It is kept until the tab closes, so a double press, a reload and
 * a second try after a lost answer all mean the same booking.
 */
export function paymentKey(holdId: string, card: string): string {
  const name = `pay:${holdId}:${card}`;
  const known = recall<string>(name);
  if (known !== undefined) return known;
  const fresh = newKey();
  remember(name, fresh);
  return fresh;
}

/** Not randomUUID, which a browser offers on secure origins only; a test machine in the local network has none. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}

/** @throws ApiError 402 `payment-declined`, 410 `hold-expired`, 503 when the bank did not answer. */
export async function pay(hold: Hold, draft: Draft, card: string): Promise<Booking> {
  const body = {
    holdId: hold.id,
    passengers: draft.passengers.map(({ name, type }) => ({ name: name.trim(), type })),
    contact: { email: draft.email.trim() },
    payment: { token: card },
  };
  const headers = { "idempotency-key": paymentKey(hold.id, card) };
  const answer = await call<Booking>("POST", "/bookings", { body, headers, timeoutMs: 30_000 });
  return answer.data;
}
