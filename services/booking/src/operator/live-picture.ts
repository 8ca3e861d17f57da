import { deadLetterKey, streamKeys } from "@railbooker/events/keys";
import { readStreamState, type StreamState } from "@railbooker/events/stream-state";
import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import type { Redis } from "ioredis";
import type { MailOutcomes } from "../notifications/mail-outcomes.js";
import { readWaiting } from "../outbox/relay-metrics.js";
import { countPerMinute, type MinuteCount } from "./activity-store.js";

export interface LivePicture {
  at: Date;
  /** The last minutes, oldest first; the last of them is the one that runs. */
  bookings: MinuteCount[];
  outbox: { waiting: number; oldestSeconds: number };
  /** Left out where Redis does not answer: then nothing is known of the streams, which is not the same as nothing waiting. */
  bus?: { streams: StreamState[]; deadLetters: number };
  /** Left out where the notification service does not answer. */
  mails?: MailOutcomes;
}

export interface LivePictureDeps {
  sql: Sql;
  bus: Redis;
  partitions: number;
  mailOutcomes: (minutes: number) => Promise<MailOutcomes>;
  clock: Clock;
}

const minutesShown = 30;
const sharedMs = 1000;

/** How the product stands. Whoever asks within the same second gets the same answer, however many look. */
export function livePicture(deps: LivePictureDeps): () => Promise<LivePicture> {
  let last: { at: number; picture: Promise<LivePicture> } | undefined;
  return () => {
    const now = deps.clock().getTime();
    if (last !== undefined && Math.abs(now - last.at) < sharedMs) return last.picture;
    const picture = read(deps);
    const asked = { at: now, picture };
    last = asked;
    // A failure is the answer to those who wait for it, and not to the next.
    picture.catch(() => {
      if (last === asked) last = undefined;
    });
    return picture;
  };
}

async function read({ sql, bus, partitions, mailOutcomes, clock }: LivePictureDeps): Promise<LivePicture> {
  const at = clock();
  const [bookings, waiting, streams, mails] = await Promise.all([
    countPerMinute(sql, at, minutesShown),
    readWaiting(sql),
    readBus(bus, partitions).catch(() => undefined),
    mailOutcomes(minutesShown).catch(() => undefined),
  ]);
  const outbox = { waiting: waiting?.pending ?? 0, oldestSeconds: waiting?.age ?? 0 };
  return {
    at,
    bookings,
    outbox,
    ...(streams === undefined ? {} : { bus: streams }),
    ...(mails === undefined ? {} : { mails }),
  };
}

async function readBus(bus: Redis, partitions: number): Promise<NonNullable<LivePicture["bus"]>> {
  const keys = Array.from({ length: partitions }, (_, partition) => streamKeys(partition).stream);
  const [deadLetters, streams] = await Promise.all([
    bus.xlen(deadLetterKey),
    Promise.all(keys.map((key) => readStreamState(bus, key))),
  ]);
  return { streams, deadLetters };
}
