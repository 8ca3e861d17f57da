import type { Sql } from "@railbooker/runtime/database";
import { AppError } from "@railbooker/runtime/errors";
import { findPasswordHash } from "./credential-store.js";
import type { Passwords } from "./passwords.js";

export interface OwnPasswordDeps {
  sql: Sql;
  passwords: Passwords;
  /** Counts a try at this user's password. @throws AppError `too-many-requests` (429) */
  limitGuesses: (userId: string) => Promise<void>;
}

/**
 * Whoever sits at a signed-in browser need not be its owner: what cannot be undone asks for the password again.
 * @param pointer to the password in the body. @returns the hash it was compared with.
 * @throws AppError `wrong-password` (422), `too-many-requests` (429), `busy` (503)
 */
export async function checkOwnPassword(
  { sql, passwords, limitGuesses }: OwnPasswordDeps,
  userId: string,
  password: string,
  pointer: string,
): Promise<string> {
  await limitGuesses(userId);
  const stored = await findPasswordHash(sql, userId);
  if (!(await passwords.verify(stored, password)) || stored === undefined) throw wrongPassword(pointer);
  return stored;
}

/** Not a 401: the user stays signed in. */
export const wrongPassword = (pointer: string): AppError =>
  new AppError({
    kind: "refused",
    code: "wrong-password",
    message:
      "This is not your password. Nothing was changed; try again, or ask for a new one at the sign-in.",
    errors: [{ pointer, detail: "is not your password" }],
  });
