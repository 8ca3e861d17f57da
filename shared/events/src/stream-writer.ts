import type { Redis } from "ioredis";
import { type StreamKeys, streamKeys } from "./keys.js";
import { openScript, publishScript, rememberScript, restartScript } from "./stream-scripts.js";
import { trimStream } from "./stream-trimming.js";

/** What the writer knows of the stream. Beside the stream stands the same: where the two differ, something was lost. */
export interface StreamMark {
  /** One history of the stream, from its making until something of it is lost. */
  epoch: string;
  /** Grows with each writer that takes over: an earlier one that wakes up late is refused. */
  term: number;
  /** How many entries the epoch has had. */
  seq: number;
}

/** What Postgres holds of the stream when a writer takes over; `seqTerm` is the term in which `seq` was reached. */
export type KnownMark = StreamMark & { seqTerm: number };

/** `written` is what was last remembered; 0n where nothing is. */
export type Opened = ({ state: "sound"; seq: number } | { state: "lost"; term: number }) & {
  written: bigint;
};

export type Published =
  | { state: "published"; seq: number; added: number }
  | { state: "lost" }
  | { state: "full" };

export interface StreamWriter {
  stream: string;
  /** Takes the stream over in the term given, or finds that it is not the one that Postgres knows. */
  open(known: KnownMark): Promise<Opened>;
  /**
   * Begins a new epoch. @param forget lets what is there already be published again
   * @returns false where a later term holds the stream.
   */
  restart(mark: StreamMark, forget?: boolean): Promise<boolean>;
  /** In the order given; an id already there is not published again. Where `full`, nothing was published. */
  publish(mark: StreamMark, entries: readonly { id: string; event: string }[]): Promise<Published>;
  /** Whether the stream still is what the writer knows. */
  isSound(mark: StreamMark): Promise<boolean>;
  /** Keeps beside the stream how far Postgres had written, in bytes of its log. */
  remember(mark: StreamMark, written: bigint): Promise<void>;
  /** Drops what no group needs any more. @returns how many entries */
  trim(): Promise<number>;
}

export interface StreamWriterOptions {
  partition?: number;
  /** With so many entries that a group still needs, nothing more is published until it has caught up: Postgres keeps it. */
  longest?: number;
  /** How many ids are remembered to refuse a repeat. */
  remembered?: number;
}

/** As many as one publish may bring. */
export const largestBatch = 2000;

export function createStreamWriter(redis: Redis, options: StreamWriterOptions = {}): StreamWriter {
  const { partition = 0, longest = 100_000, remembered = 200_000 } = options;
  const keys: StreamKeys = streamKeys(partition);
  const { stream, mark: markKey, published } = keys;
  return {
    stream,
    open: async ({ epoch, term, seq, seqTerm }) => {
      const parameters = [epoch, term, seq, seqTerm, largestBatch];
      const reply = await openScript(redis, [markKey, stream], parameters);
      const [state, value, remembered] = reply as [string, number, string];
      const written = BigInt(remembered);
      return state === "sound" ? { state, seq: value, written } : { state: "lost", term: value, written };
    },
    restart: async ({ epoch, term }, forget = false) =>
      (await restartScript(redis, [markKey, stream, published], [epoch, term, forget ? 1 : 0])) === 1,
    publish: async ({ epoch, term, seq }, entries) => {
      const parameters = [epoch, term, seq, Date.now(), longest, remembered];
      const reply = await publishScript(
        redis,
        [markKey, stream, published],
        [...parameters, ...entries.flatMap(({ id, event }) => [id, event])],
      );
      const [state, reached, added] = reply as [Published["state"], number, number];
      return state === "published" ? { state, seq: reached, added } : { state };
    },
    isSound: async (mark) => {
      const [[epoch, term, seq], length] = await Promise.all([
        redis.hmget(markKey, "epoch", "term", "seq"),
        redis.xlen(stream),
      ]);
      const same = epoch === mark.epoch && term === String(mark.term) && Number(seq) >= mark.seq;
      return same && (length > 0 || mark.seq === 0);
    },
    remember: async ({ epoch, term }, written) => {
      await rememberScript(redis, [markKey], [epoch, term, String(written)]);
    },
    trim: () => trimStream(redis, stream, longest),
  };
}
