import { notificationGroup, streamKey } from "@railbooker/events/keys";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { type FaultCase, sleep, underLoad } from "../fault-case.js";
import { createGate } from "../support/gate.js";
import { killAtGate } from "../support/kill-at-gate.js";

const claimedWithinMs = 100_000;

/** The notification service's consumers of the stream. */
export const consumerCases: readonly FaultCase[] = [
  {
    name: "consumer-killed-before-commit",
    house: { notifications: 2 },
    drive: underLoad((scene) =>
      killAtGate(scene, {
        table: "notification.notifications",
        statement: "INSERT",
        times: 2,
        deadMs: 1000,
      }),
    ),
    quietWithinMs: 120_000,
  },
  {
    name: "consumer-killed-before-acknowledging",
    house: { proxiedRedis: true },
    drive: underLoad(async ({ house, note }) => {
      const [consumer] = house.notifications;
      for (let time = 0; time < 2; time++) {
        await house.redisProxy.holdBack("xack");
        await consumer?.kill();
        note("the consumer was killed after its commit, before its acknowledgement");
        await consumer?.start();
      }
    }),
    quietWithinMs: 120_000,
  },
  {
    name: "consumer-paused",
    house: { notifications: 2 },
    drive: underLoad(async ({ house, note }) => {
      const gate = await createGate(house.databaseUrl, "notification.notifications", "INSERT");
      await gate.close();
      const name = await gate.caught();
      const consumer = house.processNamed(name);
      consumer.pause();
      note(`${name} was stopped in the midst of its transaction`);
      await gate.open();
      await gate.remove();
      const held = await house.redis.ask((redis) => pendingOfSlowest(redis));
      await waitFor(
        "the other consumer to take over what the stopped one holds",
        () => house.redis.ask(async (redis) => !(await isPending(redis, held))),
        claimedWithinMs,
      );
      note("the other has taken over");
      consumer.resume();
      await sleep(1000);
    }),
    quietWithinMs: 120_000,
  },
];

interface Redis {
  xpending(...args: [string, string, string, string, number]): Promise<unknown>;
}

/** Of the entries that wait for their acknowledgement, the one that waits longest. */
async function pendingOfSlowest(redis: Redis): Promise<string> {
  const rows = (await redis.xpending(streamKey, notificationGroup, "-", "+", 1000)) as [
    string,
    string,
    number,
  ][];
  const [slowest] = rows.sort(([, , a], [, , b]) => b - a);
  if (slowest === undefined) throw new Error("no entry is pending, although a consumer was stopped in one");
  return slowest[0];
}

async function isPending(redis: Redis, id: string): Promise<boolean> {
  const rows = (await redis.xpending(streamKey, notificationGroup, id, id, 1)) as unknown[];
  return rows.length > 0;
}
