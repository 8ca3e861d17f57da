import { randomUUID } from "node:crypto";
import type { Sql } from "@railbooker/runtime/database";
import type { Heeded } from "../reactions/preferences.js";
import { differingWishes, type WishesOf, type WishesRow, wishesOf } from "../travellers/wishes-store.js";
import type { Stored } from "./announce.js";

/** What made the reactions, and when. */
export interface Cause {
  /** Id of the event or of the reminder: with the template and the recipient it makes a repeated mail harmless. */
  causeId: string;
  at: Date;
  traceparent?: string | undefined;
}

/** The event whose effect this is, for a group of consumers. */
export interface Inbox {
  group: string;
  eventId: string;
}

/** What is told to whom, once it is known what they want to hear. */
export type Tell = (wishes: WishesOf) => Heeded[];

/**
 * Stores what an event tells, together with the fact that it has had its effect: one statement, and with it one commit. Few
 * have ever chosen anything: only where one of the users has, the statement gives that back instead, and is made again.
 * @returns undefined when it has had its effect before.
 */
export async function storeOnce(
  sql: Sql,
  { group, eventId }: Inbox,
  tell: Tell,
  cause: Cause,
): Promise<Stored[] | undefined> {
  const attempt = (told: Heeded[], asked: string[]) =>
    write(sql, { text: onceSql, name: "store once", more: [group, eventId, asked] }, told, cause);
  const standard = tell(wishesOf([]));
  const first = await attempt(
    standard,
    standard.map(({ userId }) => userId),
  );
  if (first.chosen === null) return first.stored;
  return (await attempt(tell(wishesOf(first.chosen)), [])).stored;
}

/** Stores what is told, in the transaction of its cause. */
export async function storeReactions(sql: Sql, told: readonly Heeded[], cause: Cause): Promise<Stored[]> {
  const { stored } = await write(sql, { text: joinedSql, name: "store joined", more: [] }, told, cause);
  if (stored === undefined) throw new Error("reactions were not stored");
  return stored;
}

interface Statement {
  text: string;
  name: string;
  more: unknown[];
}

interface Written {
  taken: boolean;
  chosen: WishesRow[] | null;
  numbers: number[];
  mails: string[];
}

async function write(
  sql: Sql,
  { text, name, more }: Statement,
  told: readonly Heeded[],
  { causeId, at, traceparent }: Cause,
): Promise<{ stored?: Stored[]; chosen: WishesRow[] | null }> {
  const notifications = told.flatMap(({ userId, notification, push }, place) =>
    notification === undefined ? [] : [{ ...notification, place, user_id: userId, silent: !push }],
  );
  const mails = told.flatMap(({ userId, mails }) =>
    mails.map((mail) => ({ ...mail, user_id: userId, id: randomUUID() })),
  );
  const given = [JSON.stringify(notifications), JSON.stringify(mails), causeId, at, traceparent ?? null];
  const [row] = await sql.rows<Written>(text, [...given, ...more], name);
  if (row?.taken !== true) return { chosen: row?.chosen ?? null };
  const numbers = new Map(notifications.map(({ place }, index) => [place, row.numbers[index]]));
  const due = mails.filter(({ id, sendAt }) => sendAt <= at && row.mails.includes(id));
  const stored = told.map(({ userId, notification, push }, place) => {
    const mailIds = due.filter((mail) => mail.user_id === userId).map(({ id }) => id);
    const seq = numbers.get(place);
    if (notification === undefined || seq === undefined || !push) return { userId, mailIds };
    return { userId, mailIds, shown: { ...notification, seq, createdAt: at, readAt: null, silent: false } };
  });
  return { stored, chosen: null };
}

/**
 * The row lock on a feed makes its numbers gap-free: a transaction that rolls back gives its number back, and one that is
 * still open makes the next wait. Feeds are locked in the same order by everybody, or two events could wait for each other.
 * @param first `chosen`: wishes that have to be heard first; and `taken`: one row where there is something to do, else none
 */
const writeSql = (first: string) => `
  WITH ${first},
  told AS (
    SELECT told.*, row_number() OVER (PARTITION BY user_id ORDER BY place) AS nth, count(*) OVER (PARTITION BY user_id) AS of
      FROM taken, json_to_recordset($1::json)
        AS told (place int, user_id text, type text, title text, body text, data jsonb, silent boolean)),
  feeds AS (
    INSERT INTO notification_feeds (user_id, last_seq)
    SELECT user_id, count(*) FROM told GROUP BY user_id ORDER BY user_id
    ON CONFLICT (user_id) DO UPDATE SET last_seq = notification_feeds.last_seq + excluded.last_seq
    RETURNING user_id, last_seq),
  numbered AS (SELECT told.*, (last_seq - of + nth)::int AS seq FROM told JOIN feeds USING (user_id)),
  shown AS (
    INSERT INTO notifications (user_id, seq, type, title, body, data, event_id, created_at, silent)
    SELECT user_id, seq, type, title, body, data, $3::text, $4::timestamptz, silent FROM numbered),
  mailed AS (
    INSERT INTO mails (id, event_id, user_id, template, recipient, data, traceparent, locale, created_at, queued_at)
    SELECT id, $3, user_id, template, "to", data, $5::text, locale, $4, "sendAt"
      FROM taken, json_to_recordset($2::json)
        AS mail (id uuid, user_id text, template text, "to" text, data jsonb, locale text, "sendAt" timestamptz)
    ON CONFLICT DO NOTHING RETURNING id)
  SELECT EXISTS(SELECT FROM taken) AS taken, (SELECT json_agg(chosen) FROM chosen) AS chosen,
         ARRAY(SELECT seq FROM numbered ORDER BY place) AS numbers, ARRAY(SELECT id::text FROM mailed) AS mails`;

const onceSql = writeSql(`
  chosen AS MATERIALIZED (${differingWishes("$8")}),
  taken AS (
    INSERT INTO inbox (consumer_group, event_id) SELECT $6, $7 WHERE NOT EXISTS (SELECT FROM chosen)
    ON CONFLICT DO NOTHING RETURNING event_id)`);
const joinedSql = writeSql("chosen AS (SELECT WHERE false), taken AS (SELECT)");
