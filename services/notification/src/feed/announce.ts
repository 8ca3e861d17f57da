import { coerceError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import type { JobQueue } from "@railbooker/runtime/queue";
import type { MailJob } from "../email/mail.js";
import type { Push } from "../push/push.js";
import type { StoredNotification } from "./feed-store.js";

/** What has been stored for one user. */
export interface Stored {
  userId: string;
  /** What to show at once; left out where the traveller does not want that. */
  shown?: StoredNotification;
  /** Mails to be sent now. */
  mailIds: string[];
}

/** Pushes and queues after the commit. It may be lost and never rejects: the browser finds the gap, the sweeper the mail. */
export type Announce = (stored: readonly Stored[]) => Promise<void>;

export function createAnnounce(deps: {
  push: Pick<Push, "notification">;
  mailQueue: JobQueue<MailJob>;
  log: Logger;
}): Announce {
  return async (stored) => {
    for (const { userId, shown } of stored) if (shown !== undefined) deps.push.notification(userId, shown);
    const mailIds = stored.flatMap((each) => each.mailIds);
    const queued = await Promise.allSettled(mailIds.map((mailId) => deps.mailQueue.add(mailId, { mailId })));
    for (const result of queued) {
      if (result.status === "rejected")
        deps.log.warn({ reason: coerceError(result.reason).message }, "a mail waits for the sweeper");
    }
  };
}
