import { createSecretKey, type KeyObject } from "node:crypto";
import jsonwebtoken from "jsonwebtoken";
import { AppError } from "./errors.js";

/**
 * Who a token may be shown to: the public API, the notification service on a user's behalf, that service by the one that
 * holds everybody's sockets, or the operators' board of queues as the leave to change them.
 */
export type Audience =
  | "railbooker-api"
  | "railbooker-notification"
  | "railbooker-feeds"
  | "railbooker-queues";

export interface AccessClaims {
  userId: string;
  /** The sign-in it stems from; ended with it. */
  familyId?: string;
}

/** Claims as they came out of a token. */
export interface VerifiedClaims extends AccessClaims {
  expiresAt: Date;
}

export const issuer = "railbooker";

/** A KeyObject is made once: verifying with a text key costs forty times as much. */
export function accessTokenKey(base64: string): KeyObject {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length < 32)
    throw new Error("ACCESS_TOKEN_KEY must be at least 32 random bytes in base64: openssl rand -base64 32");
  return createSecretKey(bytes);
}

/** The key that signs, and where keys are being changed the other one that is accepted. */
export type AccessTokenKeys = readonly [KeyObject, ...KeyObject[]];

export function accessTokenKeys(current: string, previous = ""): AccessTokenKeys {
  return previous === "" ? [accessTokenKey(current)] : [accessTokenKey(current), accessTokenKey(previous)];
}

/** The key that has signed the token; the first where none has. What the token says is not looked at. */
export function signerOf(keys: AccessTokenKeys, token: string): KeyObject {
  if (keys.length === 1) return keys[0];
  const signed = (key: KeyObject) => {
    try {
      jsonwebtoken.verify(token, key, { algorithms: ["HS256"], ignoreExpiration: true });
      return true;
    } catch {
      return false;
    }
  };
  return keys.find(signed) ?? keys[0];
}

export function signAccessToken(
  key: KeyObject,
  claims: AccessClaims,
  audience: Audience,
  expiresInSeconds: number,
): string {
  const payload = claims.familyId === undefined ? {} : { fam: claims.familyId };
  return jsonwebtoken.sign(payload, key, {
    algorithm: "HS256",
    subject: claims.userId,
    issuer,
    audience,
    expiresIn: expiresInSeconds,
  });
}

/** @throws AppError `invalid-token` (401) for a forged, expired or misdirected token. */
export function verifyAccessToken(keys: AccessTokenKeys, token: string, audience: Audience): VerifiedClaims {
  try {
    const payload = jsonwebtoken.verify(token, signerOf(keys, token), {
      algorithms: ["HS256"],
      issuer,
      audience,
    });
    if (typeof payload === "string" || typeof payload.sub !== "string" || payload.exp === undefined)
      throw new Error("the token names nobody or never expires");
    const claims = { userId: payload.sub, expiresAt: new Date(payload.exp * 1000) };
    return typeof payload["fam"] === "string" ? { ...claims, familyId: payload["fam"] } : claims;
  } catch (error) {
    throw new AppError({
      kind: "not-signed-in",
      code: "invalid-token",
      message: "The access token is not valid or has expired; sign in again.",
      cause: error,
    });
  }
}
