import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { testRedisUrl } from "@railbooker/runtime/testing/redis";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { type Inbox, startInbox } from "@railbooker/scripts/inbox/inbox";
import type { Service } from "../support/service.js";
import { replicaEnv, send, startReplica, verifyMail } from "./replicas.js";

let inbox: Inbox;
let env: Record<string, string>;
let replicas: Service[];

beforeEach(async () => {
  inbox = await startInbox();
  env = replicaEnv(inbox.smtpUrl, await testRedisUrl());
  replicas = [];
});

afterEach(async () => {
  for (const replica of replicas) await replica.stop();
  await inbox.stop();
});

async function start(extra: Record<string, string> = {}): Promise<Service> {
  const replica = await startReplica({ ...env, ...extra });
  replicas.push(replica);
  return replica;
}

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });

const readiness = async (replica: Service) =>
  (await fetch(`http://127.0.0.1:${replica.opsPort}/readyz`, { headers: { connection: "close" } })).status;

async function pending({ opsPort }: Service): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${opsPort}/metrics`)).text();
  return Number(/^railbooker_emails_pending\b\S* (\d+)/m.exec(text)?.[1]);
}

test("the same key asked of three replicas at once is one mail", async () => {
  const three = await Promise.all([start(), start(), start()]);
  // Longer than all of them take to arrive.
  inbox.setChaos([{ stage: "answer", effect: "delay", delayMs: 5000 }]);
  const key = randomUUID();
  const mail = verifyMail("ada@example.org");
  const given = await Promise.all([...three, ...three, ...three].map(({ url }) => send(url, key, mail)));
  expect(given.map(({ status }) => status).sort()).toEqual([200, ...new Array(8).fill(409)]);
  expect(inbox.messages("ada@example.org")).toHaveLength(1);
  const later = await Promise.all(three.map(({ url }) => send(url, key, mail)));
  expect(later.map(({ headers }) => headers.get("idempotency-replayed"))).toEqual(["true", "true", "true"]);
  expect(inbox.messages("ada@example.org")).toHaveLength(1);
}, 60_000);

test("SIGTERM: not ready, no new connections, the mail under way is finished and answered", async () => {
  const replica = await start();
  inbox.setChaos([{ stage: "answer", effect: "delay", delayMs: 8000 }]);
  const sending = send(replica.url, randomUUID(), verifyMail("ada@example.org"));
  await waitFor("the mail at the server", () => inbox.messages().length === 1);
  const stopped = replica.child.stop("SIGTERM", 15_000);
  await waitFor("the port to be closed", async () => !(await answers(replica.port)));
  expect(await readiness(replica)).toBe(503);
  const answer = await sending;
  expect([answer.status, answer.headers.get("connection")]).toEqual([200, "close"]);
  await stopped;
  expect(await replica.child.exited).toMatchObject({ code: 0 });
}, 60_000);

test("SIGTERM with a connection that stays open: it is served on, and asked to end", async () => {
  const replica = await start();
  // fetch keeps its connection, as nginx does.
  expect((await send(replica.url, randomUUID(), verifyMail("ada@example.org"))).status).toBe(200);
  const stopped = replica.child.stop("SIGTERM", 15_000);
  await waitFor("the port to be closed", async () => !(await answers(replica.port)));
  const late = await send(replica.url, randomUUID(), verifyMail("bea@example.org"));
  expect([late.status, late.headers.get("connection")]).toEqual([200, "close"]);
  await stopped;
  expect(await replica.child.exited).toMatchObject({ code: 0 });
}, 60_000);

test("at the deadline what is left is given up: unknown where the server had begun, free again where not", async () => {
  const replica = await start({ DRAIN_SECONDS: "1", DRAIN_GRACE_SECONDS: "0" });
  inbox.setChaos([
    { stage: "answer", effect: "hang", address: "begun" },
    { stage: "recipient", effect: "hang", address: "waiting" },
  ]);
  const begun = { key: randomUUID(), mail: verifyMail("begun@example.org") };
  const waiting = { key: randomUUID(), mail: verifyMail("waiting@example.org") };
  const asked = [begun, waiting].map(({ key, mail }) => send(replica.url, key, mail));
  await waitFor("both mails to be under way", async () => (await pending(replica)) === 2);
  await waitFor("the first mail at the server", () => inbox.messages().length === 1);
  const began = Date.now();
  await replica.child.stop("SIGTERM", 15_000);
  expect(Date.now() - began).toBeLessThan(12_000);
  expect(await replica.child.exited).toMatchObject({ code: 0 });
  const [first, second] = await Promise.all(asked);
  expect(first?.body).toMatchObject({ status: 504, code: "outcome-unknown", outcome: "unknown" });
  expect(second?.body).toMatchObject({ status: 503, outcome: "not_sent", retryable: true });

  inbox.setChaos([]);
  const next = await start();
  expect((await send(next.url, begun.key, begun.mail)).status).toBe(504);
  expect((await send(next.url, waiting.key, waiting.mail)).status).toBe(200);
  expect(inbox.messages("begun@example.org")).toHaveLength(1);
  expect(inbox.messages("waiting@example.org")).toHaveLength(1);
}, 60_000);
