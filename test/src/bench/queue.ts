import { randomUUID } from "node:crypto";
import { createLogger } from "@railbooker/runtime/logger";
import { createBullQueue } from "@railbooker/runtime/queue-bull";
import Bull from "bull";
import { Redis } from "ioredis";
import { type Bench, median, report } from "./support/context.js";

/** Many short turns: what else the machine does falls on both alike. */
const rounds = 60;
const jobs = 400;
const addsAtOnce = 50;
const workers = 16;

/** A queue with a worker that has nothing to do but count. */
interface Contender {
  add(id: string): Promise<unknown>;
  /** Jobs done since the start. */
  done(): number;
  close(): Promise<unknown>;
}

function ours(redisUrl: string): Contender {
  const queue = createBullQueue<{ id: string }>({
    name: `bench-ours-${randomUUID()}`,
    redisUrl,
    log: createLogger({ service: "bench", level: "silent" }),
  });
  let done = 0;
  queue.process(workers, async () => {
    done += 1;
  });
  return { add: (id) => queue.add(id, { id }), done: () => done, close: () => queue.close() };
}

/** With what our jobs also have: an id of their own, attempts, a backoff, and removal once they have ended. */
function bare(redisUrl: string): Contender {
  const connections: Redis[] = [];
  const queue = new Bull<{ id: string }>(`bench-bare-${randomUUID()}`, {
    prefix: "{bench}",
    createClient: (type) => {
      const redis = new Redis(redisUrl, {
        maxRetriesPerRequest: null,
        enableReadyCheck: type === "client",
        replyMapping: "legacy",
      });
      connections.push(redis);
      return redis;
    },
  });
  let done = 0;
  void queue.process(workers, async () => {
    done += 1;
  });
  const options = { attempts: 12, backoff: 1000, removeOnComplete: true, removeOnFail: true };
  return {
    add: (id) => queue.add({ id }, { ...options, jobId: id }),
    done: () => done,
    close: async () => {
      await queue.close();
      for (const redis of connections) redis.disconnect();
    },
  };
}

/** @returns jobs added and processed per second. */
async function measure({ add, done }: Contender): Promise<number> {
  const before = done();
  const begin = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: addsAtOnce }, async () => {
      while (next++ < jobs) await add(randomUUID());
    }),
  );
  while (done() < before + jobs) await new Promise((resolve) => setTimeout(resolve, 1));
  return (jobs * 1000) / (performance.now() - begin);
}

/** Adds and processes jobs through our interface and on Bull itself, in turns on the same Redis. */
const bench: Bench = async ({ redisUrl }) => {
  const [mine, theirs] = [ours(redisUrl), bare(redisUrl)];
  try {
    for (const contender of [theirs, mine]) await measure(contender);
    const measured: { ours: number; baseline: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const [first, second] = round % 2 === 0 ? [theirs, mine] : [mine, theirs];
      const [a, b] = [await measure(first), await measure(second)];
      measured.push(round % 2 === 0 ? { baseline: a, ours: b } : { ours: a, baseline: b });
    }
    const perSecond = median(measured.map((each) => each.ours));
    const baseline = median(measured.map((each) => each.baseline));
    report({
      name: "queue",
      ratio: perSecond / baseline,
      bar: ">=0.9",
      ours: `${Math.round(perSecond)}/s`,
      baseline: `${Math.round(baseline)}/s`,
    });
  } finally {
    await mine.close();
    await theirs.close();
  }
};
export default bench;
