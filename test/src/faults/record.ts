import { createHash } from "node:crypto";
import { eventNameOf } from "@railbooker/events/catalogue";
import { deadLetterKey } from "@railbooker/events/keys";
import type { Acknowledged, History } from "./history.js";
import type { House } from "./support/house.js";

const eventsSql = `
  SELECT event_id::text AS id, subject, version, envelope->>'type' AS type,
         coalesce(envelope->'data'->>'userId', '') AS "userId", extract(epoch FROM created_at) * 1000 AS at
    FROM booking.outbox`;
const notificationsSql = `
  SELECT user_id AS "userId", seq, type, event_id AS "eventId", extract(epoch FROM created_at) * 1000 AS at
    FROM notification.notifications`;
const mailsSql = `SELECT id, event_id AS "eventId", template, status FROM notification.mails`;

/** Reads what the run has left behind. */
export async function readHistory(
  { pool, sink, redis }: Pick<House, "pool" | "sink" | "redis">,
  acknowledged: readonly Acknowledged[],
): Promise<History> {
  // The mail server first: what it takes after this was asked for by a mail that the reading below finds.
  const taken = [...sink.taken()];
  const [events, notifications, mails] = await Promise.all([
    pool.query<{ id: string; subject: string; version: number; type: string; userId: string; at: string }>(
      eventsSql,
    ),
    pool.query<{ userId: string; seq: number; type: string; eventId: string; at: string }>(notificationsSql),
    pool.query<{ id: string; eventId: string; template: string; status: string }>(mailsSql),
  ]);
  const mailIds = new Map(mails.rows.flatMap(({ id }) => keysOf(id).map((key) => [messageName(key), id])));
  const letters = await redis.ask((client) => client.xrange(deadLetterKey, "-", "+")).catch(() => []);
  return {
    acknowledged,
    events: events.rows.map(({ type, at, ...rest }) => ({
      ...rest,
      name: eventNameOf(type) ?? type,
      at: Math.round(Number(at)),
    })),
    notifications: notifications.rows.map((row) => ({ ...row, at: Math.round(Number(row.at)) })),
    mails: mails.rows,
    deliveries: taken.map(({ messageId, at }) => ({
      mailId: mailIds.get(messageId.split("@")[0] ?? ""),
      at,
    })),
    deadLetters: letters.map(([, fields]) => idOf(fields)),
  };
}

/** A mail whose fate was unknown is sent again, under a key that says how often. */
const keysOf = (mailId: string) => [mailId, `${mailId}.1`, `${mailId}.2`];

/** The e-mail service names a mail after its idempotency key, so that a copy can be told from another mail. */
const messageName = (key: string) => createHash("sha256").update(key).digest("hex").slice(0, 32);

function idOf(fields: readonly string[]): string {
  const event = fields[fields.indexOf("event") + 1] ?? "";
  try {
    return String(JSON.parse(event).id);
  } catch {
    return event;
  }
}
