import { expect, test } from "@jest/globals";
import { testRedisUrl } from "@railbooker/runtime/testing/redis";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { startInbox } from "@railbooker/scripts/inbox/inbox";
import { namedServers } from "@railbooker/scripts/nginx/render";
import { lastingPort } from "@railbooker/scripts/servers/free-port";
import { startNameServer } from "../support/dns.js";
import { nginxResolves, startNginx } from "../support/nginx.js";
import type { Service } from "../support/service.js";
import { askForMails } from "./asking.js";
import { replicaEnv, serviceToken, startReplica } from "./replicas.js";

const needingDns = nginxResolves ? test : test.skip;
if (!nginxResolves)
  process.stderr.write("No nginx 1.27.3 or newer: the test of replicas by DNS is skipped.\n");

const sentBy = ({ logLines }: Service) => logLines().filter((line) => line.includes('"mail sent"')).length;

needingDns(
  "replicas found by DNS come and go without a mail lost",
  async () => {
    const closers: (() => Promise<unknown>)[] = [];
    try {
      const inbox = await startInbox({ capacity: 3000 });
      closers.push(() => inbox.stop());
      const names = await startNameServer();
      closers.push(() => names.stop());
      const env = replicaEnv(inbox.smtpUrl, await testRedisUrl());
      // As containers have it: one port, and an address each.
      const port = await lastingPort();
      const start = async (address: string) => {
        const replica = await startReplica({ ...env, HOST: address }, port);
        closers.push(() => replica.stop());
        return replica;
      };
      const [first, second] = await Promise.all([start("127.0.0.2"), start("127.0.0.3")]);
      names.setAddresses(["127.0.0.2", "127.0.0.3"]);
      const listen = await lastingPort();
      const values = namedServers(`email.test:${port}`, `127.0.0.1:${names.port}`, `127.0.0.1:${listen}`);
      const balancer = await startNginx(values, listen);
      closers.push(() => balancer.stop());
      await waitFor("the names to be known", async () => (await fetch(`${balancer.url}/health`)).ok);

      inbox.setChaos([{ stage: "answer", effect: "delay", delayMs: 20 }]);
      const asking = askForMails({ url: balancer.url, token: serviceToken, mails: 2000, atOnce: 16 });
      await waitFor("a tenth of the mails", () => asking.settled() > 200, 60_000);
      const third = await start("127.0.0.4");
      names.setAddresses(["127.0.0.2", "127.0.0.3", "127.0.0.4"]);
      await waitFor("the third replica to send", () => sentBy(third) > 20, 60_000);
      names.setAddresses(["127.0.0.3", "127.0.0.4"]);
      await first.child.stop("SIGTERM", 40_000);
      await asking.done;
      expect(sentBy(second)).toBeGreaterThan(200);
      expect(Object.fromEntries(asking.answers)).toEqual({ 200: 2000 });
      expect(inbox.messages()).toHaveLength(2000);
    } finally {
      for (const close of closers.reverse()) await close();
    }
  },
  300_000,
);
