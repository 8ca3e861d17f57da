import type { Sql } from "@railbooker/runtime/database";

/** How mails stood after their latest attempt that ended in this minute; `deferred` ones are tried again. */
export interface MinuteOfMails {
  minute: Date;
  sent: number;
  deferred: number;
  failed: number;
  unknown: number;
}

/** The last minutes, oldest first, those without any included; the last of them is the one that runs. */
export function mailsPerMinute(sql: Sql, now: Date, minutes: number): Promise<MinuteOfMails[]> {
  const outcome = (status: string) => `(count(*) FILTER (WHERE status = '${status}'))::int`;
  return sql.rows<MinuteOfMails>(
    `WITH shown AS (
       SELECT generate_series(date_trunc('minute', $1::timestamptz) - make_interval(mins => $2::int - 1),
                              date_trunc('minute', $1::timestamptz), interval '1 minute') AS minute
     ), ended AS (
       SELECT date_trunc('minute', outcome_at) AS minute, status FROM mails
        WHERE outcome_at >= date_trunc('minute', $1::timestamptz) - make_interval(mins => $2::int - 1)
     )
     SELECT minute, ${outcome("sent")} AS sent, ${outcome("queued")} AS deferred,
            ${outcome("failed")} AS failed, ${outcome("unknown")} AS unknown
       FROM shown LEFT JOIN ended USING (minute) GROUP BY minute ORDER BY minute`,
    [now, minutes],
  );
}

export interface WaitingMails {
  waiting: number;
  /** 0 when none waits. */
  oldestSeconds: number;
}

/** What is neither sent nor given up. One that is held back until later does not wait yet. */
export async function waitingMails(sql: Sql, now: Date): Promise<WaitingMails> {
  const [row] = await sql.rows<WaitingMails>(
    `SELECT count(*)::int AS waiting,
            greatest(0, coalesce(extract(epoch FROM $1::timestamptz - min(created_at)), 0))::float8 AS "oldestSeconds"
       FROM mails WHERE status = 'queued' AND queued_at <= $1`,
    [now],
  );
  return row ?? { waiting: 0, oldestSeconds: 0 };
}
