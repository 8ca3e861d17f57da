import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction } from "@railbooker/runtime/database";
import { useLink } from "./link-tokens.js";
import { markVerified } from "./user-store.js";

/** @throws AppError `link-expired` (410) */
export async function verifyEmail(
  deps: { inTransaction: InTransaction; clock: Clock },
  token: string,
): Promise<void> {
  const now = deps.clock();
  await deps.inTransaction(async (sql) => {
    await markVerified(sql, await useLink(sql, token, "verify-email", now), now);
  });
}
