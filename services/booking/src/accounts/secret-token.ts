import { createHash, randomBytes } from "node:crypto";

/** 256 random bits for a link, a refresh token or the like; its holder has it, the database only its hash. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** A fast hash serves: what is hashed is random and long, so it cannot be guessed. */
export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("hex");

const second = 1000;
export const minutes = (count: number): number => count * 60 * second;
export const days = (count: number): number => count * 24 * 60 * 60 * second;
export const after = (moment: Date, milliseconds: number): Date => new Date(moment.getTime() + milliseconds);
