import type { KeyObject } from "node:crypto";
import { signAccessToken } from "@railbooker/runtime/access-token";
import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction, Sql } from "@railbooker/runtime/database";
import { AppError } from "@railbooker/runtime/errors";
import type { Logger } from "@railbooker/runtime/logger";
import type { Device } from "./device.js";
import type { Passwords } from "./passwords.js";
import {
  endFamilyOfReused,
  type Family,
  issueRefreshToken,
  startFamily,
  useRefreshToken,
} from "./refresh-token-store.js";
import { checkPassword, wrongCredentials } from "./sign-in.js";

export interface GrantTokensDeps {
  sql: Sql;
  inTransaction: InTransaction;
  passwords: Passwords;
  accessTokenKey: KeyObject;
  clock: Clock;
  log: Logger;
}

export interface Tokens {
  accessToken: string;
  tokenType: "Bearer";
  /** Seconds. */
  expiresIn: number;
  refreshToken: string;
}

const accessSeconds = 15 * 60;

/** @throws AppError `wrong-credentials` (401), `busy` (503) */
export async function grantByPassword(
  deps: GrantTokensDeps,
  email: string,
  password: string,
  device: Device,
): Promise<Tokens> {
  const checked = await checkPassword(deps, email, password);
  if (checked === undefined) throw wrongCredentials();
  const now = deps.clock();
  return deps.inTransaction(async (sql) => {
    const family = await startFamily(sql, checked, device, now);
    if (family === undefined) throw wrongCredentials();
    return tokensOf(deps, sql, family, now);
  });
}

/**
 * Exchanges a refresh token for a new pair. A token used before ends its family: either the caller or a thief has a copy,
 * and nobody can tell which.
 * @throws AppError `invalid-refresh-token` (401)
 */
export async function grantByRefreshToken(deps: GrantTokensDeps, refreshToken: string): Promise<Tokens> {
  const now = deps.clock();
  // The refusal is thrown after the commit: thrown inside, it would undo the end of the family.
  const tokens = await deps.inTransaction(async (sql) => {
    const family = await useRefreshToken(sql, refreshToken, now);
    if (family !== undefined) return tokensOf(deps, sql, family, now);
    const ended = await endFamilyOfReused(sql, refreshToken, now);
    if (ended !== undefined) {
      deps.log.warn({ userId: ended.userId, familyId: ended.familyId }, "a refresh token was used twice");
    }
    return undefined;
  });
  if (tokens !== undefined) return tokens;
  throw new AppError({
    kind: "not-signed-in",
    code: "invalid-refresh-token",
    message: "The refresh token is not valid, has expired or was used before; sign in again.",
  });
}

async function tokensOf(deps: GrantTokensDeps, sql: Sql, family: Family, now: Date): Promise<Tokens> {
  return {
    accessToken: signAccessToken(deps.accessTokenKey, family, "railbooker-api", accessSeconds),
    tokenType: "Bearer",
    expiresIn: accessSeconds,
    refreshToken: await issueRefreshToken(sql, family.familyId, now),
  };
}
