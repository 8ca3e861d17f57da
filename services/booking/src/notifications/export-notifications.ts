import Type, { type Static } from "typebox";
import { askService, type NotificationService } from "./ask-service.js";

const list = Type.Array(Type.Unknown());
const Exported = Type.Object({
  notifications: list,
  preferences: Type.Unknown(),
  mails: list,
  reminders: list,
});

/** Long, as is what comes: years of notifications. */
const timeoutMs = 15_000;
const largestAnswer = 50 * 1024 * 1024;

/** Asks, in the user's name, for all that the notification service holds about them. Rejects when it does not answer in time. */
export function exportNotifications(
  service: NotificationService,
): (userId: string) => Promise<Static<typeof Exported>> {
  const ask = askService(service, {
    method: "get",
    path: "/travellers/export",
    answer: Exported,
    timeoutMs,
    largestAnswer,
  });
  return (userId) => ask({ userId });
}
