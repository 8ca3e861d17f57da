import type { LeaderConnection } from "./leader.js";

export interface WaitingRow {
  id: string;
  eventId: string;
  /** The envelope as JSON text: nobody on the way to the stream looks into it. */
  event: string;
}

/** The relay's side of the table `outbox`: rows of one partition, found by their state. */
export interface OutboxRows {
  /** The next that wait, in the order of their ids. */
  waiting(limit: number): Promise<WaitingRow[]>;
  /** Drops published events older than the retention. */
  prune(): Promise<void>;
}

export interface Partition {
  /** From 0. */
  index: number;
  count: number;
}

const pruneAtOnce = 5000;

/** The condition for rows of the partition; one aggregate's events always share theirs. */
export const ofPartition = ({ index, count }: Partition): string =>
  count === 1 ? "true" : `abs(hashtext(subject)::bigint) % ${count} = ${index}`;

export function createOutboxRows(
  leader: LeaderConnection,
  stream: string,
  partition: Partition,
  retentionHours: number,
): OutboxRows {
  const mine = ofPartition(partition);
  const waitingSql = `
    SELECT id, event_id AS "eventId", envelope::text AS event
      FROM outbox WHERE published_at IS NULL AND ${mine} ORDER BY id LIMIT $1`;
  const pruneSql = `
    WITH gone AS (
      DELETE FROM outbox WHERE id IN (
        SELECT id FROM outbox
         WHERE published_at IS NOT NULL AND created_at < now() - make_interval(hours => $1) AND ${mine}
         ORDER BY created_at LIMIT ${pruneAtOnce})
      RETURNING created_at),
    noted AS (
      UPDATE outbox_streams SET pruned_until = greatest(pruned_until, (SELECT max(created_at) FROM gone))
       WHERE stream = $2 AND EXISTS (SELECT FROM gone))
    SELECT count(*)::int AS count FROM gone`;
  return {
    waiting: (limit) => leader.rows(waitingSql, [limit], { name: "waiting" }),
    prune: async () => {
      for (let gone = pruneAtOnce; gone === pruneAtOnce; ) {
        const [row] = await leader.rows<{ count: number }>(pruneSql, [retentionHours, stream]);
        gone = row?.count ?? 0;
      }
    },
  };
}
