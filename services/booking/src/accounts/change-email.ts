import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction } from "@railbooker/runtime/database";
import { AppError } from "@railbooker/runtime/errors";
import type { Outbox } from "../outbox/outbox.js";
import { isTaken } from "./credential-store.js";
import { type CurrentUser, notSignedIn } from "./current-user.js";
import { issueLink } from "./link-tokens.js";
import { checkOwnPassword, type OwnPasswordDeps } from "./own-password.js";
import { emailTaken } from "./register-user.js";
import { days } from "./secret-token.js";
import { nextVersion } from "./user-store.js";

export interface ChangeEmailDeps extends OwnPasswordDeps {
  inTransaction: InTransaction;
  outbox: Outbox;
  clock: Clock;
}

/**
 * Sends a link to the new address; the old one stays until it is used.
 * @throws AppError `email-taken` (409), `same-email` (422), and as `checkOwnPassword`
 */
export async function changeEmail(
  deps: ChangeEmailDeps,
  user: CurrentUser,
  { email, password }: { email: string; password: string },
): Promise<void> {
  if (email === user.email) throw sameEmail();
  await checkOwnPassword(deps, user.id, password, "/password");
  // A kindness only: who comes first is decided when the link is used.
  if (email.toLowerCase() !== user.email.toLowerCase() && (await isTaken(deps.sql, email)))
    throw emailTaken();
  const now = deps.clock();
  await deps.inTransaction(async (sql) => {
    const asking = await nextVersion(sql, user.id);
    if (asking === undefined) throw notSignedIn();
    const { id, name, locale, version } = asking;
    const token = await issueLink(sql, { userId: id, purpose: "change-email", validMs: days(1), email }, now);
    await deps.outbox.append(sql, {
      name: "EmailChangeRequested",
      aggregateId: id,
      aggregateVersion: version,
      data: { userId: id, newEmail: email, name, token, locale },
    });
  });
  deps.outbox.wake();
}

const sameEmail = () =>
  new AppError({
    kind: "refused",
    code: "same-email",
    message: "This is your e-mail address already; give another one.",
    errors: [{ pointer: "/email", detail: "is your address already" }],
  });
