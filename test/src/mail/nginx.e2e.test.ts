import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { testRedisUrl } from "@railbooker/runtime/testing/redis";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { type Inbox, startInbox } from "@railbooker/scripts/inbox/inbox";
import { fixedServers } from "@railbooker/scripts/nginx/render";
import { lastingPort } from "@railbooker/scripts/servers/free-port";
import { type Balancer, hasNginx, startNginx } from "../support/nginx.js";
import type { Service } from "../support/service.js";
import { type Asking, askForMails } from "./asking.js";
import { replicaEnv, send, serviceToken, startReplica, verifyMail } from "./replicas.js";

/** 10,000 in the long run: MAILS=10000. */
const mails = Number(process.env["MAILS"] ?? 3000);
const needingNginx = hasNginx ? test : test.skip;
if (!hasNginx) process.stderr.write("No nginx on this machine: the tests of the balancer are skipped.\n");

let inbox: Inbox;
let env: Record<string, string>;
let replicas: Service[] = [];
let balancer: Balancer;
let listen: string;

beforeAll(async () => {
  if (!hasNginx) return;
  inbox = await startInbox({ capacity: 2 * mails + 100 });
  env = { ...replicaEnv(inbox.smtpUrl, await testRedisUrl()), LOG_LEVEL: "info" };
  replicas = await Promise.all([startReplica(env), startReplica(env), startReplica(env)]);
  const port = await lastingPort();
  listen = `127.0.0.1:${port}`;
  balancer = await startNginx(fixedServers(replicas.map(addressOf), listen), port);
}, 120_000);

afterAll(async () => {
  if (!hasNginx) return;
  await balancer.stop();
  await Promise.all(replicas.map((replica) => replica.stop()));
  await inbox.stop();
});

const addressOf = ({ port }: Service) => `127.0.0.1:${port}`;
const sentBy = ({ logLines }: Service) => logLines().filter((line) => line.includes('"mail sent"')).length;
const lost = ({ answers }: Asking) => (answers.get("503 no-replica") ?? 0) + (answers.get("none") ?? 0);

needingNginx(
  "requests are shared, keep their id, and the service's own refusals pass unchanged",
  async () => {
    const asking = askForMails({ url: balancer.url, token: serviceToken, mails: 90, atOnce: 9 });
    await asking.done;
    expect(Object.fromEntries(asking.answers)).toEqual({ 200: 90 });
    expect(replicas.map((replica) => sentBy(replica) > 10)).toEqual([true, true, true]);
    const named = await fetch(`${balancer.url}/health`, { headers: { "x-request-id": "booking-1" } });
    expect(named.headers.get("x-request-id")).toBe("booking-1");
    const huge = await send(balancer.url, "huge", {
      ...verifyMail("ada@example.org"),
      data: { token: "x".repeat(300_000) },
    });
    expect([huge.status, huge.body.code]).toEqual([413, "too-large"]);
    inbox.setChaos([{ stage: "answer", effect: "drop", address: "unknown" }]);
    const unknown = await send(balancer.url, "unknown", verifyMail("unknown@example.org"));
    expect([unknown.status, unknown.body.code]).toEqual([504, "outcome-unknown"]);
    inbox.setChaos([]);
    inbox.clear();
  },
  60_000,
);

needingNginx(
  `${mails} mails while replicas stop, die and come: each is delivered, and only what was cut off may be twice`,
  async () => {
    // Slow enough that something is under way on every replica at every moment.
    inbox.setChaos([{ stage: "answer", effect: "delay", delayMs: 20 }]);
    const asking = askForMails({ url: balancer.url, token: serviceToken, mails, atOnce: 24 });
    const share = async (part: number) => {
      await waitFor(`${part} of the mails`, () => asking.settled() >= part * mails, 300_000);
    };
    const [stopping, dying, staying] = replicas as [Service, Service, Service];

    await share(0.15);
    await stopping.child.stop("SIGTERM", 40_000);
    expect(await stopping.child.exited).toMatchObject({ code: 0 });
    const lostByStopping = lost(asking);

    await share(0.4);
    await dying.child.kill();

    // It takes its time to start: so that mails are left for it, it joins later than it starts.
    const coming = await startReplica(env);
    replicas.push(coming);
    await share(0.6);
    await balancer.reload(fixedServers([staying, coming].map(addressOf), listen));
    await asking.done;
    inbox.setChaos([]);

    const copies = new Map<string, number>();
    for (const { to } of inbox.messages()) copies.set(to[0] ?? "", (copies.get(to[0] ?? "") ?? 0) + 1);
    const doubled = [...copies].filter(([, count]) => count > 1).map(([recipient]) => recipient);
    process.stdout.write(
      `${mails} mails: ${JSON.stringify(Object.fromEntries(asking.answers))}, ${asking.doubtful.size} cut off, ` +
        `${doubled.length} of them delivered twice\n`,
    );
    expect(lostByStopping).toBe(0);
    expect(Object.fromEntries(asking.givenUp)).toEqual({});
    expect(asking.recipients.filter((recipient) => !copies.has(recipient))).toEqual([]);
    expect(doubled.filter((recipient) => !asking.doubtful.has(recipient))).toEqual([]);
    expect(sentBy(coming)).toBeGreaterThan(mails / 50);
    expect(sentBy(staying)).toBeGreaterThan(mails / 10);
  },
  600_000,
);

needingNginx(
  "without any replica the caller is asked to come back, and nothing is given up",
  async () => {
    const closed = await lastingPort();
    await balancer.reload(fixedServers([`127.0.0.1:${closed}`], listen));
    await waitFor("the new configuration", async () => {
      // A worker of nginx that leaves closes the connections that it kept.
      const answer = await send(balancer.url, "later", verifyMail("later@example.org")).catch(
        () => undefined,
      );
      if (answer?.status !== 503) return false;
      return answer.body.code === "no-replica" && answer.body.retryable === true;
    });
  },
  60_000,
);
