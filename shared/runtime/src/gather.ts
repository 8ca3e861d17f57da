import { AppError, coerceError } from "./errors.js";

/** What became of one item of a batch. */
export type Outcome<R> = { ok: true; value: R } | { ok: false; error: unknown };

export interface GatherOptions {
  /** Items of one batch at most. */
  most: number;
  /** Batches under way at once. */
  lanes: number;
  /** Items that wait at most; who comes then is told to come back. */
  mostWaiting?: number;
}

/**
 * Turns many calls into few: what arrives while every lane is busy waits, and goes with the next batch. Nothing waits for
 * company: a call that finds a lane free starts at once, with whatever else came in the same turn of the event loop.
 * @param work answers each item in its place; when it throws, every item of the batch gets that error.
 */
export function gather<T, R>(
  work: (items: T[]) => Promise<Outcome<R>[]>,
  { most, lanes, mostWaiting = 5000 }: GatherOptions,
): (item: T) => Promise<R> {
  const waiting: { item: T; settle: (outcome: Outcome<R>) => void }[] = [];
  let busy = 0;

  function start(): void {
    while (busy < lanes && waiting.length > 0) {
      busy += 1;
      const batch = waiting.splice(0, most);
      void run(batch).finally(() => {
        busy -= 1;
        start();
      });
    }
  }

  async function run(batch: typeof waiting): Promise<void> {
    try {
      const outcomes = await work(batch.map(({ item }) => item));
      for (const [index, { settle }] of batch.entries())
        settle(outcomes[index] ?? { ok: false, error: new Error("a batch left an item unanswered") });
    } catch (error) {
      for (const { settle } of batch) settle({ ok: false, error: coerceError(error) });
    }
  }

  return (item) =>
    new Promise<R>((resolve, reject) => {
      if (waiting.length >= mostWaiting) {
        reject(tooBusy());
        return;
      }
      const settle = (outcome: Outcome<R>) => {
        if (outcome.ok) resolve(outcome.value);
        else reject(coerceError(outcome.error));
      };
      if (waiting.push({ item, settle }) === 1) setImmediate(start);
    });
}

const tooBusy = () =>
  new AppError({
    kind: "unavailable",
    code: "unavailable",
    message: "Too many requests wait at the moment. Nothing was changed; please try again shortly.",
    retryAfterSeconds: 1,
  });
