import Type from "typebox";
import { askService, type NotificationService } from "./ask-service.js";

const Numbers = Type.Object({
  feeds: Type.Array(Type.Object({ userId: Type.String(), maxSeq: Type.Integer() })),
});

/** Asks the notification service for the number of each user's latest notification. Rejects when it does not answer. */
export function latestNumbers(service: NotificationService) {
  const ask = askService(service, {
    method: "post",
    path: "/feeds/numbers",
    answer: Numbers,
    timeoutMs: 5000,
  });
  return async (userIds: readonly string[]): Promise<ReadonlyMap<string, number>> => {
    const { feeds } = await ask({ body: { userIds } });
    return new Map(feeds.map(({ userId, maxSeq }) => [userId, maxSeq]));
  };
}
