import type { InTransaction } from "@railbooker/runtime/database";
import type { Outbox } from "../outbox/outbox.js";
import { notSignedIn } from "./current-user.js";
import { changeUser, type ProfileChange, type StoredUser } from "./user-store.js";

export interface ChangeProfileDeps {
  inTransaction: InTransaction;
  outbox: Outbox;
}

/** Whoever writes to the user learns of a new language by its event. */
export async function changeProfile(
  { inTransaction, outbox }: ChangeProfileDeps,
  userId: string,
  { name, locale }: ProfileChange,
): Promise<StoredUser> {
  const changed = await inTransaction(async (sql) => {
    const user = await changeUser(sql, userId, {
      ...(name === undefined ? {} : { name: name.trim() }),
      ...(locale === undefined ? {} : { locale }),
    });
    if (user === undefined) throw notSignedIn();
    if (locale !== undefined) {
      await outbox.append(sql, {
        name: "LanguageChanged",
        aggregateId: userId,
        aggregateVersion: user.version,
        data: { userId, locale },
      });
    }
    return user;
  });
  if (locale !== undefined) outbox.wake();
  return changed;
}
