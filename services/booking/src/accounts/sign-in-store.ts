import type { Sql } from "@railbooker/runtime/database";
import type { Device } from "./device.js";

/** The sign-in that a request comes with: of a browser, or of a client with tokens. */
export interface OwnSignIn {
  sidHash?: string;
  familyId?: string;
}

export interface SignInRow {
  id: string;
  kind: "browser" | "app";
  device: Device | null;
  createdAt: Date;
  /** To the minute for a browser; for an app when it last renewed its token, every quarter of an hour at most. */
  lastSeenAt: Date;
  current: boolean;
}

/** Every browser and app that is signed in as the user, the one that was there last first. */
export function listSignIns(sql: Sql, userId: string, own: OwnSignIn, now: Date): Promise<SignInRow[]> {
  return sql.rows<SignInRow>(
    `SELECT id, 'browser' AS kind, data->'device' AS device, created_at AS "createdAt",
            last_seen_at AS "lastSeenAt", coalesce(sid_hash = $3, false) AS current
       FROM sessions WHERE user_id = $1 AND expires_at > $2
     UNION ALL
     SELECT f.id, 'app', f.device, f.created_at, max(t.created_at), coalesce(f.id = $4, false)
       FROM token_families f JOIN refresh_tokens t ON t.family_id = f.id
      WHERE f.user_id = $1 AND f.ended_at IS NULL AND f.expires_at > $2
      GROUP BY f.id HAVING bool_or(t.used_at IS NULL AND t.expires_at > $2)
      ORDER BY "lastSeenAt" DESC, id`,
    [userId, now, own.sidHash ?? null, own.familyId ?? null],
  );
}

/** What was ended: `sidHash` where it was a browser's session, which a cache may still hold. */
export type Ended = { sidHash: string | null };

/** Ends one of the user's own sign-ins. @returns undefined where there is none of this id. */
export async function endSignIn(sql: Sql, userId: string, id: string, now: Date): Promise<Ended | undefined> {
  const [row] = await sql.rows<Ended>(
    `WITH session AS (DELETE FROM sessions WHERE id = $2 AND user_id = $1 RETURNING sid_hash),
          family AS (UPDATE token_families SET ended_at = $3
                      WHERE id = $2 AND user_id = $1 AND ended_at IS NULL RETURNING id)
     SELECT sid_hash AS "sidHash" FROM session UNION ALL SELECT NULL FROM family`,
    [userId, id, now],
  );
  return row;
}
