import { streamKey } from "@railbooker/events/keys";
import { type FaultCase, sleep, underLoad } from "../fault-case.js";
import type { House } from "../support/house.js";
import { killAtGate } from "../support/kill-at-gate.js";

/** Who leads the relays holds a lock; the queries below look for it by this. */
const leaders = `
  FROM pg_locks JOIN pg_stat_activity USING (pid)
  WHERE locktype = 'advisory' AND granted AND application_name LIKE 'booking-%' AND datname = current_database()`;

/** The way from the outbox to the stream. */
export const relayCases: readonly FaultCase[] = [
  {
    name: "relay-killed",
    house: { bookings: 2 },
    drive: underLoad((scene) =>
      killAtGate(scene, {
        table: "booking.outbox",
        statement: "UPDATE",
        times: 3,
        // What it was about to mark is in the stream by then.
        afterKill: async () => {
          if (!(await publishedButUnmarked(scene.house)))
            throw new Error("the relay had published nothing yet");
        },
      }),
    ),
  },
  {
    name: "two-relays",
    house: { bookings: 2 },
    drive: underLoad(async ({ house, random, note }) => {
      for (let time = 0; time < 8; time++) {
        const { rows } = await house.pool.query<{ name: string }>(
          `SELECT application_name AS name, pg_terminate_backend(pid) ${leaders}`,
        );
        note(`${rows.map(({ name }) => name).join(" and ")} lost the lead`);
        await sleep(200 + random() * 800);
      }
    }),
  },
  {
    name: "relay-paused",
    house: { bookings: 2 },
    drive: underLoad(async ({ house, note }) => {
      const { rows } = await house.pool.query<{ name: string }>(`SELECT application_name AS name ${leaders}`);
      const relay = house.processNamed(rows[0]?.name ?? "");
      relay.pause();
      note(`${relay.name}, which leads, was stopped`);
      await sleep(15_000);
      relay.resume();
    }),
  },
];

async function publishedButUnmarked({ pool, redis }: House): Promise<boolean> {
  const { rows } = await pool.query<{ id: string }>(
    "SELECT event_id::text AS id FROM booking.outbox WHERE published_at IS NULL",
  );
  const entries = await redis.ask((client) => client.xrevrange(streamKey, "+", "-", "COUNT", 1000));
  return rows.some(({ id }) => entries.some(([, fields]) => fields.some((field) => field.includes(id))));
}
