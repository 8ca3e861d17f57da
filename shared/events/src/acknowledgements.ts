import type { Redis } from "ioredis";

/** Acknowledges what is done with, many at a time, while the next is being handled. */
export interface Acknowledgements {
  add(id: string): void;
  /** Resolves once all is acknowledged. @throws what Redis answered where some could not be: they are still pending */
  flushed(): Promise<void>;
  /** Whether some could not be acknowledged. */
  failed(): boolean;
}

const atOnce = 500;

export function createAcknowledgements(redis: Redis, stream: string, group: string): Acknowledgements {
  let ids: string[] = [];
  let flushing: Promise<void> | undefined;
  let failure: { error: unknown } | undefined;

  async function flush(): Promise<void> {
    // Those done within the same moment go together.
    await new Promise((resolve) => setImmediate(resolve));
    while (ids.length > 0) {
      const [now, later] = [ids.slice(0, atOnce), ids.slice(atOnce)];
      ids = later;
      await redis.xack(stream, group, ...now);
    }
  }

  function begin(): void {
    flushing ??= flush()
      .catch((error: unknown) => {
        failure = { error };
      })
      .finally(() => {
        flushing = undefined;
        if (ids.length > 0 && failure === undefined) begin();
      });
  }

  return {
    add: (id) => {
      ids.push(id);
      begin();
    },
    flushed: async () => {
      while (flushing !== undefined) await flushing;
      if (failure !== undefined) throw failure.error;
    },
    failed: () => failure !== undefined,
  };
}
