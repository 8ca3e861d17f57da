import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction } from "@railbooker/runtime/database";
import type { Outbox } from "../outbox/outbox.js";
import { issueLink } from "./link-tokens.js";
import { minutes } from "./secret-token.js";
import { nextVersionByEmail } from "./user-store.js";

/** Longer than the work takes, so that the time says nothing about whether the address is known. */
const answerAfterMs = 150;

/** Whether the address is known shows in nothing but the mail that its owner gets. */
export async function forgotPassword(
  deps: { inTransaction: InTransaction; outbox: Outbox; clock: Clock },
  email: string,
): Promise<void> {
  const now = deps.clock();
  const work = deps.inTransaction(async (sql) => {
    const user = await nextVersionByEmail(sql, email);
    if (user === undefined) return;
    const resetToken = await issueLink(
      sql,
      { userId: user.id, purpose: "reset-password", validMs: minutes(10) },
      now,
    );
    await deps.outbox.append(sql, {
      name: "PasswordResetRequested",
      aggregateId: user.id,
      aggregateVersion: user.version,
      data: { userId: user.id, email: user.email, name: user.name, resetToken, locale: user.locale },
    });
  });
  await Promise.all([work, sleep(answerAfterMs)]);
  deps.outbox.wake();
}
