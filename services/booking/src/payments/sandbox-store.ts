import type { Money } from "@railbooker/events/booking-shape";
import type { Sql } from "@railbooker/runtime/database";
import type { Standing } from "./provider.js";

// A real provider's books are on another server and cost this one no disk writes. An asynchronous commit comes closest: it
// outlives the death of any of our processes, and is not waited for.
const quickly = "set_config('synchronous_commit', 'off', true)";

export interface PaymentToBook {
  id: string;
  amount: Money;
  standing: Standing;
}

/** Takes payments on the books; one that stands there already keeps its standing. @returns what each is then. */
export async function putOnBooks(sql: Sql, payments: readonly PaymentToBook[]): Promise<Standing[]> {
  const rows = await sql.rows<{ id: string; status: Standing }>(
    `INSERT INTO sandbox_payments (id, amount, currency, status)
     SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[])
     ON CONFLICT (id) DO UPDATE SET id = excluded.id RETURNING id, status, ${quickly}`,
    [
      payments.map(({ id }) => id),
      payments.map(({ amount }) => amount.amount),
      payments.map(({ amount }) => amount.currency),
      payments.map(({ standing }) => standing),
    ],
  );
  const standings = new Map(rows.map(({ id, status }) => [id, status]));
  return payments.map(({ id }) => standings.get(id) ?? "none");
}

/** @returns the payments that are captured now; the others are not authorised. */
export async function captured(sql: Sql, ids: readonly string[]): Promise<Set<string>> {
  const rows = await sql.rows<{ id: string }>(
    `UPDATE sandbox_payments SET status = 'captured' WHERE id = ANY($1::uuid[]) AND status IN ('authorised', 'captured')
     RETURNING id, ${quickly}`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** One that is not on the books is put there as called off, so that it is refused should it arrive late. */
export async function voided(sql: Sql, id: string): Promise<void> {
  const rows = await sql.rows(
    `INSERT INTO sandbox_payments AS p (id, amount, currency, status) VALUES ($1, 0, 'EUR', 'voided')
     ON CONFLICT (id) DO UPDATE SET status = 'voided' WHERE p.status <> 'captured' RETURNING ${quickly}`,
    [id],
  );
  if (rows.length === 0) throw new Error(`payment ${id} is captured and cannot be voided`);
}

/** @throws Error for a payment that is not captured, or for more than was taken. */
export async function refunded(sql: Sql, refundId: string, paymentId: string, amount: number): Promise<void> {
  const rows = await sql.rows(
    `WITH payment AS (SELECT id FROM sandbox_payments WHERE id = $2 AND status = 'captured' FOR UPDATE),
          fresh AS (INSERT INTO sandbox_refunds (id, payment_id, amount) SELECT $1, id, $3 FROM payment
                    ON CONFLICT (id) DO NOTHING RETURNING amount),
          counted AS (UPDATE sandbox_payments p SET refunded = p.refunded + f.amount FROM fresh f WHERE p.id = $2 RETURNING 1)
     SELECT id, ${quickly} FROM payment`,
    [refundId, paymentId, amount],
  );
  if (rows.length === 0)
    throw new Error(`the provider has no captured payment ${paymentId} to give money back from`);
}

export async function standingOf(sql: Sql, id: string): Promise<Standing> {
  const [row] = await sql.rows<{ status: Standing }>("SELECT status FROM sandbox_payments WHERE id = $1", [
    id,
  ]);
  return row?.status ?? "none";
}
