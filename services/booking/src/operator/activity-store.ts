import type { Sql } from "@railbooker/runtime/database";

export interface MinuteCount {
  minute: Date;
  count: number;
}

/** Bookings made in each of the last minutes, oldest first, those without any included. */
export function countPerMinute(sql: Sql, now: Date, minutes: number): Promise<MinuteCount[]> {
  return sql.rows<MinuteCount>(
    `SELECT minute, coalesce(made.count, 0)::int AS count
       FROM generate_series(date_trunc('minute', $1::timestamptz) - make_interval(mins => $2::int - 1),
                            date_trunc('minute', $1::timestamptz), interval '1 minute') AS minute
       LEFT JOIN (SELECT date_trunc('minute', created_at) AS minute, count(*) AS count FROM bookings
                   WHERE created_at >= date_trunc('minute', $1::timestamptz) - make_interval(mins => $2::int - 1)
                   GROUP BY 1) AS made USING (minute)
      ORDER BY minute`,
    [now, minutes],
  );
}
