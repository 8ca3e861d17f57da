import type { Sql } from "@railbooker/runtime/database";
import { AppError } from "@railbooker/runtime/errors";
import { type Credentials, findCredentials } from "./credential-store.js";
import type { Passwords } from "./passwords.js";

/**
 * Answers alike, and as slowly, for an unknown address and for a wrong password.
 * @returns the user, and the hash that a sign-in is good for: it may have been replaced since.
 */
export async function checkPassword(
  deps: { sql: Sql; passwords: Passwords },
  email: string,
  password: string,
): Promise<Credentials | undefined> {
  const found = await findCredentials(deps.sql, email);
  const matches = await deps.passwords.verify(found?.passwordHash, password);
  return matches ? found : undefined;
}

export const wrongCredentials = (): AppError =>
  new AppError({
    kind: "not-signed-in",
    code: "wrong-credentials",
    message:
      "The e-mail address and the password do not belong together; check both, or ask for a new password.",
  });
