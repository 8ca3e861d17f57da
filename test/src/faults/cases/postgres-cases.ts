import pg from "pg";
import { type FaultCase, sleep, underLoad } from "../fault-case.js";
import { createGate } from "../support/gate.js";

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
