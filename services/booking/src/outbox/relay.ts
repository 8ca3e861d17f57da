import type { EventPublisher } from "@railbooker/events/bus";
import type { EventEnvelope } from "@railbooker/events/envelope";
import { coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import type { LeaderConnection } from "./leader.js";

export interface Relay {
  start(): void;
  /** Look now: something was committed. */
  wake(): void;
  /** Finishes the batch under way, then lets another process lead. */
  stop(): Promise<void>;
}

export interface RelayOptions {
  leader: LeaderConnection;
  publisher: EventPublisher;
  log: Logger;
  /** Safety net beneath `wake`: also finds what other processes committed. */
  pollMs?: number;
}

const batch = 500;
const keepPublishedHours = 72;
const pruneEveryMs = 60_000;

/**
 * Outbox rows ▶ stream, in the order of their ids. One process leads at a time. Rows are found by their state: a cursor
 * over ids would skip a row that commits late with a low id. No transaction is open while Redis is asked; a crash between
 * publishing and marking publishes again, which the publisher refuses as a repeat.
 */
export function createRelay({ leader, publisher, log, pollMs = 100 }: RelayOptions): Relay {
  let stopping = false;
  let wakeUp: (() => void) | undefined;
  let woken = false;
  let loop: Promise<void> = Promise.resolve();
  let prunedAt = 0;

  async function run(): Promise<void> {
    let failing = false;
    while (!stopping) {
      try {
        const full = (await leader.lead()) && (await publishBatch()) === batch;
        if (failing) log.info("events flow again");
        failing = false;
        if (!full) await pause(pollMs);
      } catch (error) {
        if (!failing)
          log.warn({ reason: coerceError(error).message }, "events wait in the outbox; trying again");
        failing = true;
        await pause(500);
      }
    }
    await leader.close();
  }

  async function publishBatch(): Promise<number> {
    const rows = await leader.rows<{ id: string; envelope: EventEnvelope }>(
      "SELECT id, envelope FROM outbox WHERE published_at IS NULL ORDER BY id LIMIT $1",
      [batch],
    );
    if (rows.length > 0) {
      await publisher.publish(rows.map((row) => row.envelope));
      await leader.rows("UPDATE outbox SET published_at = now() WHERE id = ANY($1::bigint[])", [
        rows.map((row) => row.id),
      ]);
    } else if (Date.now() - prunedAt > pruneEveryMs) {
      prunedAt = Date.now();
      await leader.rows("DELETE FROM outbox WHERE published_at < now() - make_interval(hours => $1)", [
        keepPublishedHours,
      ]);
    }
    return rows.length;
  }

  async function pause(ms: number): Promise<void> {
    if (woken || stopping) {
      woken = false;
      return;
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    wakeUp = undefined;
    woken = false;
  }

  const wake = () => {
    woken = true;
    wakeUp?.();
  };
  return {
    start: () => {
      loop = run();
    },
    wake,
    stop: async () => {
      stopping = true;
      wake();
      await loop;
    },
  };
}
