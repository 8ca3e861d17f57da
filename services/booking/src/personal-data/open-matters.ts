import type { Sql } from "@railbooker/runtime/database";
import { AppError } from "@railbooker/runtime/errors";

/**
 * Refuses to forget somebody who has yet to travel or to get money back: nobody could tell them of their trains, or pay them.
 * @throws AppError `tickets-to-travel`, `money-under-way` (409)
 */
export async function refuseOpenMatters(sql: Sql, userId: string, now: Date): Promise<void> {
  const references = await referencesToTravel(sql, userId, now);
  if (references.length > 0) throw ticketsToTravel(references);
  if (await hasMoneyUnderWay(sql, userId)) throw moneyUnderWay();
}

async function referencesToTravel(sql: Sql, userId: string, now: Date): Promise<string[]> {
  const rows = await sql.rows<{ reference: string }>(
    `SELECT DISTINCT b.reference
       FROM bookings b JOIN tickets t ON t.booking_id = b.id AND t.status = 'valid' JOIN booking_legs l ON l.id = t.leg_id
       LEFT JOIN run_status rs ON rs.run_id = l.run_id
      WHERE b.user_id = $1 AND l.arrival_at + make_interval(mins => coalesce(rs.delay_minutes, 0)) > $2
      ORDER BY b.reference`,
    [userId, now],
  );
  return rows.map(({ reference }) => reference);
}

async function hasMoneyUnderWay(sql: Sql, userId: string): Promise<boolean> {
  const rows = await sql.rows(
    `SELECT 1 FROM payments WHERE user_id = $1 AND settle_after IS NOT NULL
     UNION ALL
     SELECT 1 FROM bookings b JOIN payments p ON p.booking_id = b.id JOIN refunds r ON r.payment_id = p.id
      WHERE b.user_id = $1 AND r.made_at IS NULL LIMIT 1`,
    [userId],
  );
  return rows.length > 0;
}

const ticketsToTravel = (references: readonly string[]) =>
  new AppError({
    kind: "conflict",
    code: "tickets-to-travel",
    message:
      `You have tickets for trains that are still to come (${references.join(", ")}). Cancel them, or travel first; ` +
      "then delete your account.",
    extra: { references },
  });

const moneyUnderWay = () =>
  new AppError({
    kind: "conflict",
    code: "money-under-way",
    message:
      "A payment of yours, or money that we give back, is still under way. Try again in a few minutes.",
  });
