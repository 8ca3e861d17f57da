import type { Opened, StreamMark, StreamWriter } from "@railbooker/events/stream-writer";
import type { LeaderConnection } from "./leader.js";
import { ofPartition, type Partition } from "./outbox-rows.js";

/** Where the leader stands in the stream, in Postgres and in Redis alike. */
export interface StreamPosition {
  /** Takes the stream over. Where it lacks what it should hold, every row of the outbox waits again. */
  takeOver(): Promise<Position>;
  /** As above, for a stream that was found wanting while being led. */
  startAgain(): Promise<Position>;
  /** Whether the stream still is what is known of it. Leaves beside it how far Postgres has come. */
  isSound(mark: StreamMark): Promise<boolean>;
  /** Marks rows as published, and how far the stream has come with them. */
  advance(mark: StreamMark, rowIds: readonly string[]): Promise<void>;
}

export interface Position {
  mark: StreamMark;
  /** How many events will be published again. */
  again: number;
}

interface MarkRow {
  epoch: string;
  term: string;
  seq: string;
  seq_term: string;
}

/** Why everything, or what is young, is published again. */
interface Setback {
  /** The term that Redis knows of. */
  redisTerm?: number;
  /** Postgres may lack effects of what Redis holds for done with. */
  moved?: boolean;
  /** Only what was written in the last hour before the latest event. */
  young?: boolean;
}

/**
 * Tells one history of Postgres from another: it changes where a backup is restored and where a standby takes over. Either may
 * lack the last of what was committed, so also effects of events that Redis holds for handled.
 */
const here = `
  (SELECT system_identifier FROM pg_control_system()) || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8) || '/' ||
  (SELECT oid FROM pg_database WHERE datname = current_database())`;

/**
 * How far the log of Postgres is safe on its disk, in bytes. It never goes back on one history of Postgres; where it has, the disk
 * is an older copy. (A log that ends in half a record may after a crash end a little earlier: then events are published again that
 * need not have been, and are dropped as repeats.)
 */
const writtenHere = "pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0')::text";

/** Three days of events may be a million rows. */
const startAgainMs = 300_000;

export function createStreamPosition(
  leader: LeaderConnection,
  writer: StreamWriter,
  partition: Partition,
): StreamPosition {
  const { stream } = writer;

  async function beginTerm(): Promise<MarkRow & { moved: boolean; written: string }> {
    const [row] = await leader.rows<MarkRow & { moved: boolean; written: string }>(
      `INSERT INTO outbox_streams (stream, epoch, term, seq, seq_term, home) SELECT $1, gen_random_uuid(), 1, 0, 1, ${here}
       ON CONFLICT (stream) DO UPDATE
          SET term = outbox_streams.term + 1, home = coalesce(outbox_streams.home, excluded.home)
       RETURNING epoch, term, seq, seq_term, home <> ${here} AS moved, ${writtenHere} AS written`,
      [stream],
    );
    if (row === undefined) throw new Error(`the outbox has no place for the stream ${stream}`);
    return row;
  }

  /** Rows by state: whoever leads next goes on with what waits, however far this one came. */
  async function startAgain({ redisTerm = 0, moved = false, young = false }: Setback): Promise<Position> {
    const [row] = await leader.rows<MarkRow & { again: number }>(
      `WITH again AS (
         UPDATE outbox SET published_at = NULL WHERE published_at IS NOT NULL AND ${ofPartition(partition)}
            AND (NOT $3 OR created_at > (SELECT max(created_at) FROM outbox) - interval '1 hour') RETURNING 1),
       begun AS (
         UPDATE outbox_streams SET epoch = gen_random_uuid(), term = greatest(term, $2) + 1, seq = 0,
                seq_term = greatest(term, $2) + 1
          WHERE stream = $1 RETURNING epoch, term, seq, seq_term)
       SELECT begun.*, (SELECT count(*) FROM again)::int AS again FROM begun`,
      [stream, redisTerm, young],
      { timeoutMs: startAgainMs },
    );
    if (row === undefined) throw new Error(`the outbox has no place for the stream ${stream}`);
    const mark = { epoch: row.epoch, term: Number(row.term), seq: 0 };
    if (!(await writer.restart(mark, moved))) throw new Error(`a later relay writes to the stream ${stream}`);
    // Not before: whoever is cut off in between finds it moved once more.
    if (moved) await leader.rows(`UPDATE outbox_streams SET home = ${here} WHERE stream = $1`, [stream]);
    return { mark, again: row.again };
  }

  return {
    takeOver: async () => {
      const row = await beginTerm();
      const { epoch } = row;
      const term = Number(row.term);
      const opened: Opened = await writer.open({
        epoch,
        term,
        seq: Number(row.seq),
        seqTerm: Number(row.seq_term),
      });
      const moved = row.moved || BigInt(row.written) < opened.written;
      if (opened.state === "lost") return await startAgain({ redisTerm: opened.term, moved });
      if (moved) return await startAgain({ redisTerm: term, moved, young: true });
      return { mark: { epoch, term, seq: opened.seq }, again: 0 };
    },
    startAgain: () => startAgain({}),
    isSound: async (mark) => {
      if (!(await writer.isSound(mark))) return false;
      const [row] = await leader.rows<{ written: string }>(`SELECT ${writtenHere} AS written`, []);
      if (row !== undefined) await writer.remember(mark, BigInt(row.written));
      return true;
    },
    advance: async ({ seq, term }, rowIds) => {
      await leader.rows(
        `WITH marked AS (UPDATE outbox SET published_at = now() WHERE id = ANY($4::bigint[]))
         UPDATE outbox_streams SET seq = $2, seq_term = $3 WHERE stream = $1`,
        [stream, seq, term, rowIds],
        { name: "advance" },
      );
    },
  };
}
