import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import type { Logger } from "@railbooker/runtime/logger";
import type { JobQueue } from "@railbooker/runtime/queue";
import { type Repeated, repeat } from "@railbooker/runtime/repeat";
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

const batch = 500;
const giveUpAfterMs = 3 * 24 * 3_600_000;

/**
 * Queues again what Postgres knows and the queue has lost: after a crash between commit and queue, a wiped Redis, or the
 * last of a job's attempts; and what was held back until now. A job that is still there ignores it.
 */
export function createMailSweeper({ sql, queue, clock, log, everyMs = 5000 }: MailSweeperOptions): Repeated {
  return repeat({
    everyMs,
    log,
    what: "queueing the mails that wait",
    round: async (stopping) => {
      const now = clock();
      const given = await giveUpOlderThan(sql, new Date(now.getTime() - giveUpAfterMs), now);
      if (given > 0) log.error({ mails: given }, "mails given up after three days");
      for (const mailId of await takeWaiting(sql, new Date(now.getTime() - everyMs), now, batch)) {
        if (stopping()) return;
        await queue.add(mailId, { mailId });
      }
    },
  });
}
