/** A number of places that work waits for, first come, first served. The number may change at any time. */
export interface Slots {
  /** Resolves once a place is free, with the function that leaves it. @throws the signal's reason when it aborts first. */
  take(signal: AbortSignal): Promise<() => void>;
  /** Fewer places take effect as work ends; none is interrupted. */
  resize(size: number): void;
  waiting(): number;
}

export function createSlots(initial: number): Slots {
  let size = initial;
  let taken = 0;
  const queue = new Set<() => void>();

  const admit = () => {
    for (const enter of queue) {
      if (taken >= size) return;
      queue.delete(enter);
      taken += 1;
      enter();
    }
  };
  const leaveOnce = () => {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      taken -= 1;
      admit();
    };
  };
  return {
    take: (signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const enter = () => {
          signal.removeEventListener("abort", giveUp);
          resolve(leaveOnce());
        };
        const giveUp = () => {
          queue.delete(enter);
          reject(signal.reason);
        };
        signal.addEventListener("abort", giveUp, { once: true });
        queue.add(enter);
        admit();
      }),
    resize: (next) => {
      size = next;
      admit();
    },
    waiting: () => queue.size,
  };
}
