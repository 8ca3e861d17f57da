import { notificationGroup, streamKey } from "@railbooker/events/keys";
import { readStreamState } from "@railbooker/events/stream-state";
import { waitFor } from "@railbooker/runtime/testing/wait";
import pg from "pg";
import { type FaultCase, sleep, underLoad } from "../fault-case.js";
import { createGate } from "../support/gate.js";
import type { House } from "../support/house.js";

/** The database that is the truth. */
export const postgresCases: readonly FaultCase[] = [
  {
    name: "postgres-crashed",
    alone: true,
    drive: underLoad(
      async ({ house, postgres, random, note }) => {
        const gate = await createGate(house.databaseUrl, "booking.outbox", "COMMIT");
        await gate.close();
        const name = await gate.caught();
        note(`Postgres crashes in a commit of ${name}`);
        // The gate's lock ends with it.
        await postgres.crash();
        note("Postgres is back");
        await sleep(2500 + random() * 1000);
        await postgres.crash();
        note("Postgres has crashed again, and is back");
        await sleep(2000);
      },
      { perSecond: 20, travellers: 8 },
    ),
  },
  {
    name: "postgres-put-back",
    alone: true,
    mayDouble: "Postgres forgot which mails had been sent",
    drive: async (scene) => {
      const { house, postgres, note } = scene;
      const [consumer] = house.notifications;
      // What is told of these bookings is in the stream and not yet in Postgres when its disk is copied.
      await underLoad(async () => consumer?.pause())(scene);
      const waits = "SELECT count(*)::int AS waiting FROM booking.outbox WHERE published_at IS NULL";
      await waitFor(
        "the outbox to be empty",
        async () => (await house.pool.query(waits)).rows[0]?.waiting === 0,
        30_000,
      );
      await postgres.copyDisk();
      note("the disk is copied");
      consumer?.resume();
      await waitFor("everything to be told", async () => (await untold(house)) === 0, 60_000);
      // So long, at most, after a moment the relay has told Redis how far Postgres was.
      await sleep(3000);
      await postgres.putDiskBack();
      note("the copy is back, and Postgres knows nothing of what was told");
      await underLoad(() => sleep(1000))(scene);
    },
    // What was sent by the Postgres that was lost is in no record any more; it is sent again.
    judge: ({ findings }) => findings.filter((each) => !each.startsWith("unfounded: a mail was delivered")),
  },
  {
    name: "open-transaction-elsewhere",
    drive: async (scene) => {
      const { url } = scene.postgres;
      const name = `fault_elsewhere_${process.pid}`;
      const admin = new pg.Client({ connectionString: url });
      await admin.connect();
      await admin.query(`CREATE DATABASE ${name}`);
      const elsewhere = new pg.Client({
        connectionString: Object.assign(new URL(url), { pathname: name }).toString(),
      });
      elsewhere.on("error", () => undefined);
      await elsewhere.connect();
      await elsewhere.query("CREATE TABLE written (by text)");
      await elsewhere.query("BEGIN");
      await elsewhere.query("INSERT INTO written VALUES ('somebody who does not end')");
      try {
        await underLoad(() => sleep(8000))(scene);
      } finally {
        await elsewhere.end();
        await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
        await admin.end();
      }
    },
    quietWithinMs: 10_000,
  },
];

/** Events that the notification service was not given, or has not acknowledged. */
async function untold({ redis }: House): Promise<number> {
  const { groups } = await redis.ask((client) => readStreamState(client, streamKey));
  const group = groups.find(({ name }) => name === notificationGroup);
  return group === undefined ? Number.NaN : (group.lag ?? Number.NaN) + group.pending;
}
