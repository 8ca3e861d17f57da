import { fixedServers } from "@railbooker/scripts/nginx/render";
import { freePort } from "@railbooker/scripts/servers/free-port";
import { replicaEnv, startReplica } from "../mail/replicas.js";
import { startNginx } from "../support/nginx.js";
import { type Bench, median, report } from "./support/context.js";
import { askForMails, startEmailChild } from "./support/email-bench.js";

const rounds = 3;
const milliseconds = 4000;
const delayMs = 50;

/**
 * Three replicas behind nginx against one behind nginx, with a mail server that takes 50 ms a mail: what a replica does is
 * wait on its connections, and more replicas have more of them. Short mails and few connections, so that it is the waiting
 * that limits: on a machine of few cores three busy replicas only share what one has.
 */
const bench: Bench = async ({ redisUrl }) => {
  const [sink, asker] = await Promise.all([startEmailChild(), startEmailChild()]);
  const { port: smtpPort = 0 } = await sink.run({ role: "sink", delayMs });
  const env = {
    ...replicaEnv(`smtp://127.0.0.1:${smtpPort}`, redisUrl),
    LOG_LEVEL: "warn",
    SMTP_MAX_CONNECTIONS: "2",
    DRAIN_GRACE_SECONDS: "0",
  };
  const replicas = await Promise.all([startReplica(env), startReplica(env), startReplica(env)]);
  const addresses = replicas.map(({ port }) => `127.0.0.1:${port}`);
  const balance = async (servers: string[]) => {
    const port = await freePort();
    return startNginx(fixedServers(servers, `127.0.0.1:${port}`), port);
  };
  const one = await balance(addresses.slice(0, 1));
  const three = await balance(addresses);
  try {
    const body = JSON.stringify({ to: "ada@example.org", template: "verifyEmail", data: { token: "t" } });
    const ask = (url: string, connections: number) =>
      askForMails(asker, { url, body, connections, milliseconds });
    await ask(three.url, 24);
    const ours: number[] = [];
    const baseline: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await ask(three.url, 24));
      baseline.push(await ask(one.url, 24));
    }
    report({
      name: "email-scale",
      ratio: median(ours) / median(baseline),
      bar: ">=2.7",
      ours: `${Math.round(median(ours))}/s`,
      baseline: `${Math.round(median(baseline))}/s`,
    });
  } finally {
    await one.stop();
    await three.stop();
    for (const replica of replicas) await replica.stop();
    for (const child of [sink, asker]) child.stop();
  }
};
export default bench;
