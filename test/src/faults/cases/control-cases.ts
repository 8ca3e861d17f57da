import { randomUUID } from "node:crypto";
import { waitFor } from "@railbooker/runtime/testing/wait";
import type pg from "pg";
import type { FaultCase, Scene } from "../fault-case.js";
import { startBrokenRelay } from "../support/broken-relay.js";
import { bookingCreated, writeEvent } from "../support/write-events.js";

/** A fault in the product itself, built in on purpose: a checker that lets it pass is no checker. */
export const controlCases: readonly FaultCase[] = [
  {
    name: "broken-relay",
    house: { bookings: 0 },
    quietWithinMs: 5000,
    drive: (scene) =>
      scene.house.redis.ask(async (redis) => {
        const relay = startBrokenRelay(scene.house.pool, redis);
        try {
          for (let round = 0; round < 5; round++) await interleave(scene, round);
        } finally {
          await relay.stop();
        }
      }),
    judge: ({ events, lost }) =>
      lost === 5 && events === 10 ? [] : [`of ${events} events, 5 should have been found lost, not ${lost}`],
  },
];

/** Two transactions: the one that takes its id first commits last. */
async function interleave({ house, note }: Scene, round: number): Promise<void> {
  const [slow, quick] = [await house.pool.connect(), await house.pool.connect()];
  try {
    await write(slow, `SLOW${round}`);
    await write(quick, `QUICK${round}`);
    await quick.query("COMMIT");
    await waitFor("the later id to be published", () => isStored(house.pool, `QUICK${round}`));
    await slow.query("COMMIT");
    note("a lower id was committed after a higher one");
  } finally {
    for (const client of [slow, quick]) client.release();
  }
}

async function write(client: pg.PoolClient, reference: string): Promise<void> {
  await client.query("BEGIN");
  await writeEvent(client, bookingCreated(reference, randomUUID()));
}

async function isStored(pool: pg.Pool, reference: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    "SELECT FROM notification.notifications WHERE data->>'reference' = $1",
    [reference],
  );
  return rowCount === 1;
}
