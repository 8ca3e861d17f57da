import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import type { JobQueue } from "@railbooker/runtime/queue";
import type { MailJob } from "./mail.js";
import { giveUpOlderThan, takeWaiting } from "./mail-store.js";

export interface MailSweeperOptions {
  sql: Sql;
  queue: JobQueue<MailJob>;
  clock: Clock;
  log: Logger;
  /** Between two rounds, and how long a mail waits before it is thought forgotten. */
  everyMs?: number;
}

export interface MailSweeper {
  start(): void;
  stop(): Promise<void>;
}

const batch = 500;
const giveUpAfterMs = 3 * 24 * 3_600_000;

/**
 * Queues again what Postgres knows and the queue has lost: after a crash between commit and queue, a wiped Redis, or the
 * last of a job's attempts. A job that is still there ignores it.
 */
export function createMailSweeper({
  sql,
  queue,
  clock,
  log,
  everyMs = 5000,
}: MailSweeperOptions): MailSweeper {
  let stopped = false;
  let wake: (() => void) | undefined;
  let loop: Promise<void> = Promise.resolve();

  async function round(): Promise<void> {
    const now = clock();
    const given = await giveUpOlderThan(sql, new Date(now.getTime() - giveUpAfterMs));
    if (given > 0) log.error({ mails: given }, "mails given up after three days");
    for (const mailId of await takeWaiting(sql, new Date(now.getTime() - everyMs), now, batch)) {
      if (stopped) return;
      await queue.add(mailId, { mailId });
    }
  }

  async function run(): Promise<void> {
    while (!stopped) {
      try {
        await round();
      } catch (error) {
        log.debug({ reason: coerceError(error).message }, "waiting mails could not be queued; trying again");
      }
      if (!stopped) await pause();
    }
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, everyMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    start: () => {
      loop = run();
    },
    stop: async () => {
      stopped = true;
      wake?.();
      await loop;
    },
  };
}
