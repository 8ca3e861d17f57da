import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { type SessionData, Store } from "express-session";
import type { Device } from "./device.js";
import { hashSecret } from "./secret-token.js";
import type { SessionCache } from "./session-cache.js";
import { deleteSession, deleteSessionsOf, loadSession, saveSession } from "./session-row-store.js";

declare module "express-session" {
  interface SessionData {
    /** Written by passport at sign-in. */
    passport?: { user?: string };
    /** What signed in. */
    device?: Device;
  }
}

/**
 * Sessions of express-session with Postgres as the truth and Redis as a cache in front. connect-redis would make Redis the
 * only place (a wiped Redis would sign everybody out) and asks for another Redis client than the one used here.
 *
 * The session's id is stored as a hash only, so that a copy of the database signs nobody in. There is no `touch`: a look that
 * misses the cache, at most one a minute, prolongs the session.
 */
export class SessionStore extends Store {
  readonly #sql: Sql;
  readonly #cache: SessionCache;
  readonly #clock: Clock;

  constructor(sql: Sql, cache: SessionCache, clock: Clock) {
    super();
    this.#sql = sql;
    this.#cache = cache;
    this.#clock = clock;
  }

  override get(sid: string, callback: (error: unknown, session?: SessionData | null) => void): void {
    this.#find(hashSecret(sid)).then((data) => callback(null, data ?? null), callback);
  }

  override set(
    sid: string,
    session: SessionData,
    callback: (error?: unknown) => void = () => undefined,
  ): void {
    this.#save(hashSecret(sid), session).then(() => callback(), callback);
  }

  override destroy(sid: string, callback: (error?: unknown) => void = () => undefined): void {
    this.#end(hashSecret(sid)).then(() => callback(), callback);
  }

  /** Deletes a user's sessions, all but the one excepted, inside a transaction; `forget` what it gives back after the commit. */
  deleteAllOf(sql: Sql, userId: string, exceptSidHash?: string): Promise<string[]> {
    return deleteSessionsOf(sql, userId, exceptSidHash);
  }

  forget(sidHashes: readonly string[]): Promise<void> {
    return this.#cache.end(sidHashes);
  }

  async #find(sidHash: string): Promise<SessionData | undefined> {
    const cached = await this.#cache.get(sidHash);
    if (cached !== undefined) return cached === "ended" ? undefined : cached;
    const data = await loadSession(this.#sql, sidHash, this.#clock());
    if (data !== undefined) await this.#cache.put(sidHash, data);
    return data;
  }

  async #save(sidHash: string, session: SessionData): Promise<void> {
    const userId = session.passport?.user;
    // A session exists to know its user; without one there is nothing to keep.
    if (userId === undefined) return this.#end(sidHash);
    await saveSession(this.#sql, { sidHash, userId, data: session }, this.#clock());
    await this.#cache.put(sidHash, JSON.parse(JSON.stringify(session)) as SessionData);
  }

  async #end(sidHash: string): Promise<void> {
    // The row first: should this stop half way, the cache forgets by itself within a minute.
    await deleteSession(this.#sql, sidHash);
    await this.#cache.end([sidHash]);
  }
}
