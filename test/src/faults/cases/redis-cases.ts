import { type FaultCase, sleep, underLoad } from "../fault-case.js";

const keysLost =
  "the keys by which the e-mail service tells a repeat were lost with everything else in Redis";

/** Redis freezes, dies, forgets and fills up. */
export const redisCases: readonly FaultCase[] = [
  {
    name: "redis-paused",
    drive: underLoad(async ({ house }) => {
      house.redis.pause();
      await sleep(10_000);
      house.redis.resume();
    }),
  },
  {
    name: "redis-killed",
    drive: underLoad(async ({ house }) => {
      await house.redis.kill();
      await sleep(2000);
      await house.redis.start();
    }),
  },
  {
    name: "redis-set-back",
    mayDouble: "the last second of keys by which the e-mail service tells a repeat was lost",
    drive: underLoad(async ({ house }) => {
      const position = house.redis.position();
      await sleep(1000);
      await house.redis.kill();
      house.redis.forgetSince(position);
      await house.redis.start();
    }),
  },
  {
    name: "redis-failed-over",
    mayDouble: "acknowledged writes were lost, keys by which the e-mail service tells a repeat among them",
    drive: underLoad(async ({ house, random, note }) => {
      const replica = await house.redis.replicate();
      note("a replica follows");
      await sleep(1000);
      await replica.promote();
      // As long as nobody has told its clients, the first goes on acknowledging.
      await sleep(1000 + random() * 1000);
      const lost = await replica.takeOver();
      note(`the replica has taken over, without the last ${lost} bytes that were acknowledged`);
      if (!(lost > 0)) throw new Error("the failover should have lost acknowledged writes, and lost none");
    }),
  },
  {
    name: "redis-flushed",
    mayDouble: keysLost,
    drive: underLoad(async ({ house, random }) => {
      const [consumer] = house.notifications;
      for (let time = 0; time < 3; time++) {
        // Much is in Redis and nowhere else when nobody takes it out.
        consumer?.pause();
        await sleep(500 + random() * 1000);
        await house.redis.ask((redis) => redis.flushall());
        consumer?.resume();
        await sleep(500 + random() * 1500);
      }
    }),
  },
  {
    name: "redis-replaced",
    mayDouble: keysLost,
    drive: underLoad(async ({ house }) => {
      await house.redis.kill();
      await sleep(1000);
      await house.redis.startEmpty();
    }),
  },
  {
    name: "redis-full",
    drive: underLoad(async ({ house, note }) => {
      const setLimit = (bytes: number) =>
        house.redis.ask((redis) => redis.config("SET", "maxmemory", String(bytes)));
      await setLimit(1);
      const refused = await house.redis.ask((redis) =>
        redis.set("room", "?").catch((error: Error) => error.message),
      );
      if (!String(refused).startsWith("OOM"))
        throw new Error(`Redis should be full, but answered ${refused}`);
      note("redis refuses writes");
      await sleep(5000);
      await setLimit(0);
    }),
  },
];
