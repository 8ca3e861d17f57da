import { createLogger } from "@railbooker/runtime/logger";
import { createRedis } from "@railbooker/runtime/redis";
import { catalogue } from "../catalogue.js";
import { type Consumer, createConsumer } from "../consumer.js";
import type { ConsumerOptions } from "../consumer-options.js";
import { createEnvelope, type EventEnvelope } from "../envelope.js";

/** A consumer on connections of its own, as a process has them. */
export interface Reader {
  /** Reasons of the delays that it has handled. */
  seen: string[];
  consumer: Consumer;
  /** As a crash would: nothing is handed over. */
  vanish(): void;
  /** Hands over what it holds, and ends. */
  end(): Promise<void>;
}

export interface ReaderOptions {
  redisUrl: string;
  group: string;
  /** Unique per reader. */
  name: string;
  /** Done before a delay counts as seen; what it throws is the handler's failure. */
  act: (reason: string) => Promise<void> | void;
  more?: Partial<ConsumerOptions>;
}

const log = createLogger({ service: "test", level: "silent" });

export function startReader({ redisUrl, group, name, act, more = {} }: ReaderOptions): Reader {
  const seen: string[] = [];
  const connect = () => createRedis(redisUrl, "stream", log);
  const redis = { reading: connect(), commands: connect() };
  const consumer = createConsumer({
    redis,
    group,
    consumer: name,
    log,
    handlers: {
      TrainDelayed: async ({ data }) => {
        await act(data.reason);
        seen.push(data.reason);
      },
    },
    ...more,
  });
  consumer.start();
  const vanish = () => {
    redis.reading.disconnect();
    redis.commands.disconnect();
  };
  return {
    seen,
    consumer,
    vanish,
    end: async () => {
      await consumer.stop();
      vanish();
    },
  };
}

/** An event that a reader tells by its reason. */
export function delayOf(aggregateId: string, aggregateVersion: number, reason: string): EventEnvelope {
  const data = { ...catalogue.TrainDelayed.example, reason };
  return createEnvelope({ name: "TrainDelayed", aggregateId, aggregateVersion, data }, new Date());
}
