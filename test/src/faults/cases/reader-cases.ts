import { randomUUID } from "node:crypto";
import { notificationGroup, streamKey, streamKeys } from "@railbooker/events/keys";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { type FaultCase, underLoad } from "../fault-case.js";
import { createGate } from "../support/gate.js";
import type { House } from "../support/house.js";
import { bookingCancelled, bookingCreated, writeEvent } from "../support/write-events.js";

const reference = "FROZEN";
const inTimeMs = 40_000;

/**
 * Who reads the stream is frozen beyond its lease; who followed dies over what it has in hand, and its lease ends too. The first
 * wakes up where nobody reads: it must not go on as if nothing had been, with what comes after that.
 */
export const readerCases: readonly FaultCase[] = [
  {
    name: "reader-paused",
    house: { notifications: 2 },
    drive: underLoad(async ({ house, note }) => {
      const userId = randomUUID();
      const gate = await createGate(house.databaseUrl, "notification.notifications", "INSERT");
      await gate.close();
      const first = house.processNamed(await gate.caught());
      const itsName = await readerName(house);
      await gate.open();
      first.pause();
      note(`${first.name}, which reads, was stopped`);
      await waitFor(
        "another to read",
        async () => ![itsName, null].includes(await readerName(house)),
        inTimeMs,
      );
      await writeEvent(house.pool, bookingCreated("FOLLOW", userId));
      await waitFor("it to be done with what the first left", () => isStored(house, "FOLLOW"), inTimeMs);
      await gate.close();
      const second = house.processNamed(await gate.caught());
      await writeEvent(house.pool, bookingCreated(reference, userId));
      await waitFor("the booking to be in its hands", () => isPending(house, reference), inTimeMs);
      await second.kill();
      note(`${second.name}, which followed it, was killed`);
      await gate.endWaiting();
      await gate.remove();
      await waitFor("its lease to end", async () => (await readerName(house)) === null, inTimeMs);
      first.resume();
      await waitFor("the first to read again", async () => (await readerName(house)) === itsName, inTimeMs);
      note(`${first.name} reads again`);
      await writeEvent(house.pool, bookingCancelled(reference, userId));
      await second.start();
    }),
    quietWithinMs: 120_000,
  },
];

const readerName = ({ redis }: House): Promise<string | null> =>
  redis.ask((client) => client.get(streamKeys().lease(notificationGroup)));

/** Whether the booking's traveller has been told of it. */
async function isStored({ pool }: House, booking: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    "SELECT FROM notification.notifications WHERE data->>'reference' = $1",
    [booking],
  );
  return rowCount !== 0;
}

/** Whether an event of the booking was given to a reader and not acknowledged. */
function isPending({ redis }: House, booking: string): Promise<boolean> {
  return redis.ask(async (client) => {
    const entries = await client.xrevrange(streamKey, "+", "-", "COUNT", 200);
    const entry = entries.find(([, fields]) =>
      fields.some((field) => field.includes(`"bookings/${booking}"`)),
    );
    if (entry === undefined) return false;
    const rows = (await client.xpending(streamKey, notificationGroup, entry[0], entry[0], 1)) as unknown[];
    return rows.length > 0;
  });
}
