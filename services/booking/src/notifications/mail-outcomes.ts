import Type, { type Static } from "typebox";
import { askService, type NotificationService } from "./ask-service.js";

const count = Type.Integer({ minimum: 0 });

export const MailOutcomes = Type.Object({
  waiting: count,
  oldestSeconds: Type.Number({ description: "of those that wait; 0 where none does" }),
  minutes: Type.Array(
    Type.Object({
      minute: Type.String({ format: "date-time" }),
      sent: count,
      deferred: Type.Integer({ minimum: 0, description: "to be tried again" }),
      failed: count,
      unknown: Type.Integer({ minimum: 0, description: "nobody knows whether it was sent" }),
    }),
    { description: "oldest first" },
  ),
});
export type MailOutcomes = Static<typeof MailOutcomes>;

/** Who looks at a live picture does not wait longer for a part of it. */
const timeoutMs = 1500;

/** Asks the notification service what became of mails. Rejects when it does not answer in time. */
export function mailOutcomes(service: NotificationService): (minutes: number) => Promise<MailOutcomes> {
  const ask = askService(service, {
    method: "get",
    path: "/mails/outcomes",
    answer: MailOutcomes,
    timeoutMs,
  });
  return (minutes) => ask({ params: { minutes } });
}
