import { largestBatch, type StreamMark, type StreamWriter } from "@railbooker/events/stream-writer";
import { createAlarmClock } from "@railbooker/runtime/alarm-clock";
import { coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import type { LeaderConnection } from "./leader.js";
import type { OutboxRows } from "./outbox-rows.js";
import { createRelayChores } from "./relay-chores.js";
import type { RelayObserver } from "./relay-metrics.js";
import type { Position, StreamPosition } from "./stream-position.js";

export interface Relay {
  start(): void;
  /** Look now: something was committed. */
  wake(): void;
  /** Finishes the batch under way, then lets another process lead. */
  stop(): Promise<void>;
}

export interface RelayOptions {
  leader: LeaderConnection;
  rows: OutboxRows;
  position: StreamPosition;
  writer: StreamWriter;
  log: Logger;
  observe: RelayObserver;
  /** Safety net beneath `wake`: also finds what other processes committed. */
  pollMs?: number;
  /** How often an idle leader looks whether the stream still has what was published. */
  checkMs?: number;
}

const followMs = 250;
const failedMs = 500;
const fullMs = 200;

/**
 * Outbox rows ▶ stream, in the order of their ids. One process leads at a time. Rows are found by their state: a cursor
 * over ids would skip a row that commits late with a low id. No transaction is open while Redis is asked; a crash between
 * publishing and marking publishes again, which the stream refuses as a repeat. A stream that has lost something is told
 * by its mark; then everything still in the outbox is published again, and consumers drop what they have had.
 */
export function createRelay(options: RelayOptions): Relay {
  const { leader, rows, position, writer, log, observe, pollMs = 100, checkMs = 1000 } = options;
  const alarm = createAlarmClock();
  const chores = createRelayChores({ rows, position, writer, log, checkMs });
  let mark: StreamMark | undefined;
  let following = false;
  let stopping = false;
  let loop: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    let failing = false;
    while (!stopping) {
      try {
        const restMs = await step();
        if (failing) log.info("events flow again");
        failing = false;
        if (restMs > 0 && !stopping) await alarm.sleep(restMs);
      } catch (error) {
        if (!failing)
          log.warn({ reason: coerceError(error).message }, "events wait in the outbox; trying again");
        failing = true;
        mark = undefined;
        if (!stopping) await alarm.sleep(failedMs);
      }
    }
    await leader.close();
  }

  /** @returns how long to rest, in ms, unless woken */
  async function step(): Promise<number> {
    const lead = await leader.lead();
    following = lead === "following";
    if (following) return followMs;
    if (mark === undefined || lead === "fresh") mark = settle(await position.takeOver());
    if (await chores.findsLoss(mark)) mark = settle(await position.startAgain());
    const batch = await rows.waiting(largestBatch);
    if (batch.length === 0) {
      await chores.whenIdle();
      return pollMs;
    }
    const end = observe.publishing();
    const published = await writer.publish(
      mark,
      batch.map(({ eventId, event }) => ({ id: eventId, event })),
    );
    if (published.state === "lost") {
      mark = settle(await position.startAgain());
      return 0;
    }
    if (published.state === "full") return (await chores.makeRoom()) > 0 ? 0 : fullMs;
    mark = { ...mark, seq: published.seq };
    await position.advance(
      mark,
      batch.map((row) => row.id),
    );
    end(published.added, batch.length - published.added);
    await chores.afterPublishing(published.added);
    return batch.length === largestBatch ? 0 : pollMs;
  }

  function settle(taken: Position): StreamMark {
    if (taken.again > 0) {
      log.warn({ stream: writer.stream, events: taken.again }, "the stream was set back; publishing again");
      observe.replaying(taken.again);
    }
    return taken.mark;
  }

  return {
    start: () => {
      loop = run();
    },
    wake: () => {
      if (following) chores.callLeader(leader);
      else alarm.wake();
    },
    stop: async () => {
      stopping = true;
      alarm.wake();
      await loop;
    },
  };
}
