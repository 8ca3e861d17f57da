import type { Handlers } from "@railbooker/events/bus";
import { createConsumer } from "@railbooker/events/consumer";
import type { BusEvent, EventEnvelope } from "@railbooker/events/envelope";
import { streamKey } from "@railbooker/events/keys";
import { publish as publishTo } from "@railbooker/events/testing/publish";
import {
  createDataSource,
  type InTransaction,
  type Sql,
  sqlOf,
  transactions,
} from "@railbooker/runtime/database";
import { createLogger } from "@railbooker/runtime/logger";
import { createRedis } from "@railbooker/runtime/redis";
import type { Redis } from "ioredis";
import { bookingEvent, load, timed } from "./bus-bench.js";

interface Tell {
  tellHandlers(deps: {
    sql: Sql;
    inTransaction: InTransaction;
    group: string;
    announce: () => Promise<void>;
    clock: () => Date;
    log: unknown;
    onDuplicate: () => void;
  }): Handlers;
}

const log = createLogger({ service: "bench", level: "warn" });
const group = "bench";
/** As many as the consumer handles at once. */
const atOnce = 16;
const publishedTogether = 500;

/** Events per second through the notification service's own handler: from the stream, and called directly. */
export async function openConsumerBench(databaseUrl: string, redisUrl: string) {
  const { tellHandlers } = await load<Tell>("notification", "feed/tell.js");
  const dataSource = createDataSource({
    url: databaseUrl,
    schema: "notification",
    migrations: [],
    poolSize: 10,
  });
  await dataSource.initialize();
  const { BookingCreated: handle } = tellHandlers({
    sql: sqlOf(dataSource),
    inTransaction: transactions(dataSource),
    group,
    announce: async () => undefined,
    clock: () => new Date(),
    log,
    onDuplicate: () => undefined,
  });
  if (handle === undefined) throw new Error("nobody is told of bookings");
  const admin = createRedis(redisUrl, "background", log);
  const some = (events: number) => Array.from({ length: events }, () => bookingEvent());

  return {
    direct: (events: number): Promise<number> => {
      const waiting = some(events);
      return timed(events, () =>
        Promise.all(
          Array.from({ length: atOnce }, async () => {
            for (let event = waiting.pop(); event !== undefined; event = waiting.pop())
              await handle({ ...event, name: "BookingCreated" } as BusEvent<"BookingCreated">);
          }),
        ),
      );
    },
    consumed: async (events: number): Promise<number> => {
      await admin.flushdb();
      await publish(admin, some(events));
      const connections = [
        createRedis(redisUrl, "stream", log),
        createRedis(redisUrl, "stream", log),
      ] as const;
      let done = 0;
      let finish: () => void = () => undefined;
      const finished = new Promise<void>((resolve) => {
        finish = resolve;
      });
      const consumer = createConsumer({
        redis: { reading: connections[0], commands: connections[1] },
        group,
        consumer: "bench",
        handlers: { BookingCreated: handle },
        log,
        atOnce,
        observe: (outcome) => {
          if (outcome === "handled") done += 1;
          if (done === events) finish();
        },
      });
      try {
        return await timed(events, async () => {
          consumer.start();
          await finished;
          while (((await admin.xpending(streamKey, group)) as [number])[0] > 0)
            await new Promise((resolve) => setTimeout(resolve, 2));
        });
      } finally {
        await consumer.stop();
        for (const connection of connections) connection.disconnect();
      }
    },
    close: async () => {
      admin.disconnect();
      await dataSource.destroy();
    },
  };
}

async function publish(redis: Redis, events: readonly EventEnvelope[]): Promise<void> {
  for (let first = 0; first < events.length; first += publishedTogether)
    await publishTo(redis, events.slice(first, first + publishedTogether));
}
