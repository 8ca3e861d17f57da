import { replicaEnv, startReplica } from "../mail/replicas.js";
import { type Bench, median, report } from "./support/context.js";
import { askForMails, startEmailChild } from "./support/email-bench.js";
import { confirmationBody } from "./support/email-messages.js";

const rounds = 5;
const milliseconds = 3000;
const connections = 5;

/**
 * POST /send of a confirmation through one replica, against a bare pool that hands over the same message again and again,
 * finished: the service validates, renders, draws, remembers and puts together each, and the bare pool does none of that.
 * A second baseline, of a pool that puts its parts together, is printed for comparison.
 */
const bench: Bench = async ({ redisUrl }) => {
  const [sink, bare, asker] = await Promise.all([startEmailChild(), startEmailChild(), startEmailChild()]);
  const { port = 0 } = await sink.run({ role: "sink", delayMs: 0 });
  const env = {
    ...replicaEnv(`smtp://127.0.0.1:${port}`, redisUrl),
    LOG_LEVEL: "warn",
    DRAIN_GRACE_SECONDS: "0",
  };
  const replica = await startReplica(env);
  const order = { url: replica.url, body: confirmationBody, connections: 16, milliseconds };
  const ask = () => askForMails(asker, order);
  const send = async (finished: boolean) =>
    (await bare.run({ role: "bare", port, finished, connections, milliseconds })).perSecond ?? 0;
  try {
    await ask();
    await send(true);
    const ours: number[] = [];
    const raw: number[] = [];
    const parts: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await ask());
      raw.push(await send(true));
      parts.push(await send(false));
    }
    const ratioToParts = (median(ours) / median(parts)).toFixed(2);
    process.stdout.write(
      `a pool that puts the parts together: ${Math.round(median(parts))}/s, ratio=${ratioToParts}\n`,
    );
    report({
      name: "email",
      ratio: median(ours) / median(raw),
      bar: ">=0.6",
      ours: `${Math.round(median(ours))}/s`,
      baseline: `${Math.round(median(raw))}/s`,
    });
  } finally {
    await replica.stop();
    for (const child of [sink, bare, asker]) child.stop();
  }
};
export default bench;
