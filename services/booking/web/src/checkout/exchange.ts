import { call, get } from "../api/http.js";
import type { Booking, ExchangeQuote } from "../api/types.js";
import type { DraftPassenger } from "./draft.js";
import { paymentKey } from "./pay.js";

const path = (reference: string, end = ""): string => `/bookings/${encodeURIComponent(reference)}${end}`;

/**
 * Those who have a valid ticket of the booking, all of which can be exchanged: nobody holds seats for tickets that cannot.
 * @throws ApiError 404, 422 `not-exchangeable`.
 */
export async function travellersOf(reference: string): Promise<DraftPassenger[]> {
  const [{ passengers, tickets }] = await Promise.all([
    get<Booking>(path(reference)),
    get(path(reference, "/exchange-quote")),
  ]);
  const travelling = new Set(
    tickets.filter(({ status }) => status === "valid").map(({ passenger }) => passenger.id),
  );
  return passengers.filter(({ id }) => travelling.has(id)).map(({ name, type }) => ({ name, type }));
}

/** What changing all valid tickets for the held seats would cost. @throws ApiError 422 where it cannot be done. */
export function askForExchange(reference: string, holdId: string): Promise<ExchangeQuote> {
  return get<ExchangeQuote>(path(reference, "/exchange-quote"), { holdId });
}

/** @param card only where there is something to pay. @throws ApiError 402, 409 `quote-changed`, 410, 503. */
export async function exchange(
  reference: string,
  holdId: string,
  card: string | undefined,
): Promise<Booking> {
  const body = { holdId, ...(card === undefined ? {} : { payment: { token: card } }) };
  const headers = { "idempotency-key": paymentKey(holdId, card ?? "free") };
  const answer = await call<Booking>("POST", path(reference, "/exchange"), {
    body,
    headers,
    timeoutMs: 30_000,
  });
  return answer.data;
}
