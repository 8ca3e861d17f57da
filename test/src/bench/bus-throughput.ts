import { createTestDatabase } from "@railbooker/runtime/testing/postgres";
import { migrateServices } from "./support/bus-bench.js";
import { openConsumerBench } from "./support/bus-consumer.js";
import { openRelayBench } from "./support/bus-relay.js";
import { type Bench, median, report } from "./support/context.js";

const rounds = 5;
const events = 10_000;

/**
 * The relay (outbox rows ▶ stream, marked as published) against pipelined XADD of the same entries; and the consumer with its
 * inbox transaction against the same transactions without the bus, as many at once.
 */
const bench: Bench = async ({ redisUrl }) => {
  const database = await createTestDatabase("bus", "bench", migrateServices);
  const relay = await openRelayBench(database.url, redisUrl);
  const consumer = await openConsumerBench(database.url, redisUrl);
  try {
    const measured: Record<"relay" | "xadd" | "consumer" | "handlers", number>[] = [];
    for (let round = 0; round <= rounds; round++) {
      const each = {
        xadd: await relay.pipelined(events),
        relay: await relay.relayed(events),
        handlers: await consumer.direct(events / 5),
        consumer: await consumer.consumed(events / 5),
      };
      // The first round warms up.
      if (round > 0) measured.push(each);
    }
    const of = (name: keyof (typeof measured)[number]) => median(measured.map((each) => each[name]));
    report({
      name: "bus-throughput-consumer",
      ratio: median(measured.map((each) => each.consumer / each.handlers)),
      bar: ">=0.5",
      ours: `${of("consumer").toFixed(0)}/s`,
      baseline: `${of("handlers").toFixed(0)}/s`,
    });
    report({
      name: "bus-throughput",
      ratio: median(measured.map((each) => each.relay / each.xadd)),
      bar: ">=0.25",
      ours: `${of("relay").toFixed(0)}/s`,
      baseline: `${of("xadd").toFixed(0)}/s`,
    });
  } finally {
    await consumer.close();
    await relay.close();
    await database.drop();
  }
};
export default bench;
