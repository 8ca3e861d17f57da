import type { Check } from "./check.js";

/** Payments, refunds, and the books of the sandbox provider. */
export const moneyChecks: readonly Check[] = [
  {
    // What an exchange gives up may be worth less than it cost: then more was paid than the tickets that remain cost.
    name: "every booking is paid for, no less and no more",
    sql: `
      SELECT format('booking %s costs %s, its tickets %s; paid are %s', b.reference, b.price_amount, t.kept, m.paid) AS offence
        FROM bookings b,
             LATERAL (SELECT coalesce(sum(price_amount) FILTER (WHERE status <> 'exchanged'), 0) AS kept,
                             coalesce(sum(price_amount), 0) AS ever FROM tickets WHERE booking_id = b.id) t,
             LATERAL (SELECT coalesce(sum(p.amount), 0) - coalesce(sum(r.exchanged), 0) AS paid
                        FROM payments p, LATERAL (SELECT sum(amount) AS exchanged FROM refunds WHERE payment_id = p.id AND reason = 'exchange') r
                       WHERE p.booking_id = b.id AND p.status IN ('authorised', 'captured')) m
       WHERE m.paid <> b.price_amount OR m.paid NOT BETWEEN t.kept AND t.ever`,
  },
  {
    name: "no more is given back than the tickets were worth",
    sql: `
      SELECT format('booking %s: %s given back for cancelled tickets of %s, %s in compensation', b.reference, r.cancelled, t.cancelled, r.compensated) AS offence
        FROM bookings b,
             LATERAL (SELECT coalesce(sum(price_amount) FILTER (WHERE status = 'cancelled'), 0) AS cancelled,
                             coalesce(sum(price_amount), 0) AS ever FROM tickets WHERE booking_id = b.id) t,
             LATERAL (SELECT coalesce(sum(r.amount) FILTER (WHERE r.reason = 'cancellation'), 0) AS cancelled,
                             coalesce(sum(r.amount) FILTER (WHERE r.reason = 'compensation'), 0) AS compensated
                        FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE p.booking_id = b.id) r
       WHERE r.cancelled > t.cancelled OR r.compensated > t.ever / 2
      UNION ALL
      SELECT format('payment %s has %s noted as given back, its refunds are %s', p.id, p.refunded, coalesce(sum(r.amount), 0))
        FROM payments p LEFT JOIN refunds r ON r.payment_id = p.id
       GROUP BY p.id HAVING p.refunded <> coalesce(sum(r.amount), 0)`,
  },
  {
    name: "every payment and refund comes to its end within two minutes",
    sql: `
      SELECT format('payment %s of %s is still %s', id, created_at, status) AS offence
        FROM payments WHERE settle_after IS NOT NULL AND created_at < now() - interval '2 minutes'
      UNION ALL
      SELECT format('refund %s of %s has not been made', id, created_at)
        FROM refunds WHERE made_at IS NULL AND created_at < now() - interval '2 minutes'`,
  },
  {
    name: "the provider's books say the same",
    sql: `
      SELECT format('payment %s is %s here and %s there', p.id, p.status, coalesce(s.status, 'unheard of')) AS offence
        FROM payments p LEFT JOIN sandbox_payments s ON s.id = p.id
       WHERE p.settle_after IS NULL AND CASE p.status
               WHEN 'captured' THEN s.status IS DISTINCT FROM 'captured' OR s.amount <> p.amount
               ELSE s.status = 'authorised' OR (s.status = 'captured' AND s.refunded < s.amount) END
      UNION ALL
      SELECT format('payment %s: %s given back here, %s there', p.id, r.made, s.refunded)
        FROM payments p JOIN sandbox_payments s ON s.id = p.id,
             LATERAL (SELECT coalesce(sum(amount) FILTER (WHERE made_at IS NOT NULL), 0) AS made,
                             count(*) FILTER (WHERE made_at IS NULL) AS owed FROM refunds WHERE payment_id = p.id) r
       WHERE p.status = 'captured' AND r.owed = 0 AND r.made <> s.refunded
      UNION ALL
      SELECT format('payment %s is known there alone', s.id)
        FROM sandbox_payments s WHERE s.status IN ('authorised', 'captured') AND NOT EXISTS (SELECT 1 FROM payments p WHERE p.id = s.id)`,
  },
];
