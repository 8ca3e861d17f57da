import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { testRedisUrl } from "@railbooker/runtime/testing/redis";
import { waitFor } from "@railbooker/runtime/testing/wait";
import type { Trouble } from "@railbooker/scripts/inbox/chaos";
import { type Inbox, startInbox } from "@railbooker/scripts/inbox/inbox";
import type { Service } from "../support/service.js";
import { replicaEnv, send, startReplica, verifyMail } from "./replicas.js";

let inbox: Inbox;
let email: Service;

beforeAll(async () => {
  inbox = await startInbox();
  // With a login, so that every connection passes that stage too.
  const url = inbox.smtpUrl.replace("smtp://", "smtp://rail:secret@");
  email = await startReplica({ ...replicaEnv(url, await testRedisUrl()), SMTP_SILENCE_SECONDS: "3" });
}, 90_000);

afterAll(async () => {
  await email.stop();
  await inbox.stop();
});

beforeEach(() => inbox.setChaos([]));

interface Expected {
  status: number;
  code?: string;
  outcome?: "not_sent" | "unknown";
  retryable?: boolean;
  smtpCode?: number;
  /** Copies in the inbox after the first attempt, and after a second without the trouble. */
  copies: [number, number];
}

const unreachable = { status: 503, code: "smtp-unreachable", outcome: "not_sent", retryable: true } as const;
const deferred = { status: 503, code: "smtp-deferred", outcome: "not_sent", retryable: true } as const;
const rejected = { status: 422, code: "smtp-rejected", outcome: "not_sent", retryable: false } as const;
const unknown = { status: 504, code: "outcome-unknown", outcome: "unknown", retryable: false } as const;

type Row = [Omit<Trouble, "stage">, Expected];

/** The server says no. */
const refused = (code: number, said: Omit<Expected, "copies">): Row => [
  { effect: "refuse", code },
  { ...said, smtpCode: code, copies: [0, 1] },
];
/** It hangs up, or says nothing more. */
const silent = (expected: Expected): Row[] => [
  [{ effect: "drop" }, expected],
  [{ effect: "hang" }, expected],
];
const slow: Row = [
  { effect: "delay", delayMs: 300 },
  { status: 200, copies: [1, 1] },
];

const stages: Record<string, Row[]> = {
  connect: [refused(421, deferred), refused(554, unreachable), ...silent({ ...unreachable, copies: [0, 1] })],
  login: [refused(454, deferred), ...silent({ ...unreachable, copies: [0, 1] })],
  recipient: [
    refused(550, rejected),
    refused(450, deferred),
    ...silent({ ...unreachable, copies: [0, 1] }),
    slow,
  ],
  // Once the content is under way the service cannot know what became of it, so it never sends again.
  content: [refused(554, rejected), refused(452, deferred), ...silent({ ...unknown, copies: [0, 0] }), slow],
  answer: [...silent({ ...unknown, copies: [1, 1] }), slow],
};
const table = Object.entries(stages).flatMap(([stage, rows]) =>
  rows.map(([trouble, expected]) => [stage as Trouble["stage"], trouble, expected] as const),
);

test.each(table)("%s %j", async (stage, trouble, { copies, ...expected }) => {
  // A login and a greeting happen once a connection: only a fresh one meets them. The pool's are broken off first.
  if (stage === "connect" || stage === "login") await breakConnections();
  inbox.setChaos([{ stage, ...trouble }]);
  const to = `${randomUUID()}@example.org`;
  const key = randomUUID();
  const { status, ...rest } = expected;
  const first = await send(email.url, key, verifyMail(to));
  expect(first.status).toBe(status);
  if (status !== 200) expect(first.body).toMatchObject(rest);
  expect(inbox.messages(to)).toHaveLength(copies[0]);

  inbox.setChaos([]);
  const second = await send(email.url, key, verifyMail(to));
  expect(second.status).toBe(status === 504 ? 504 : 200);
  expect(second.headers.get("idempotency-replayed")).toBe(status === 200 ? "true" : null);
  expect(inbox.messages(to)).toHaveLength(copies[1]);
});

test("a login refused is asked once; the rest wait, an alarm is raised, and time mends it", async () => {
  await breakConnections();
  inbox.setChaos([{ stage: "login", effect: "refuse", code: 535 }]);
  const first = await send(email.url, randomUUID(), verifyMail("ada@example.org"));
  expect(first.body).toMatchObject({ status: 503, code: "smtp-auth", smtpCode: 535, outcome: "not_sent" });
  inbox.setChaos([]);
  // The server would take the login now, and is not asked before the pause is over.
  const second = await send(email.url, randomUUID(), verifyMail("ada@example.org"));
  expect(second.body).toMatchObject({ status: 503, code: "smtp-auth", outcome: "not_sent" });
  expect(second.body.smtpCode).toBeUndefined();
  expect(Number(second.headers.get("retry-after"))).toBeGreaterThan(10);
  expect(await metrics()).toMatch(/railbooker_smtp_circuit_open\{service="email"\} 1/);
  const alarms = email.logLines().filter((line) => line.includes("refuses our login"));
  expect(alarms).toHaveLength(1);
  await waitFor(
    "the way to be free again",
    async () => (await send(email.url, randomUUID(), verifyMail("bea@example.org"))).status === 200,
    30_000,
  );
  expect(await metrics()).toMatch(/railbooker_smtp_circuit_open\{service="email"\} 0/);
}, 90_000);

/** Two mails that are cut off take the pool's idle connections with them. */
async function breakConnections(): Promise<void> {
  inbox.setChaos([{ stage: "recipient", effect: "drop" }]);
  await send(email.url, randomUUID(), verifyMail("away@example.org"));
  inbox.setChaos([]);
}

async function metrics(): Promise<string> {
  return (await fetch(`http://127.0.0.1:${email.opsPort}/metrics`)).text();
}
