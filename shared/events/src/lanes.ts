/** Works on many things at once, and on those with the same key one after the other. */
export interface Lanes {
  /** `work` begins once all earlier work with its key is done; it must not reject. */
  add(key: string, work: () => Promise<void>): void;
  /** Resolves once less than the most is waiting or under way. */
  room(): Promise<void>;
  /** Resolves once nothing is waiting or under way. */
  settled(): Promise<void>;
}

export interface LaneOptions {
  atOnce: number;
  /** Work that may wait, including what is under way. */
  most: number;
}

export function createLanes({ atOnce, most }: LaneOptions): Lanes {
  const lanes = new Map<string, (() => Promise<void>)[]>();
  const ready: string[] = [];
  const watchers = new Set<() => void>();
  let running = 0;
  let held = 0;

  function pump(): void {
    while (running < atOnce) {
      const key = ready.shift();
      const work = key === undefined ? undefined : lanes.get(key)?.[0];
      if (key === undefined || work === undefined) return;
      running += 1;
      const done = () => finish(key);
      work().then(done, done);
    }
  }

  function finish(key: string): void {
    running -= 1;
    held -= 1;
    const lane = lanes.get(key) ?? [];
    lane.shift();
    if (lane.length > 0) ready.push(key);
    else lanes.delete(key);
    pump();
    for (const look of watchers) look();
  }

  const until = (reached: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!reached()) return;
        watchers.delete(look);
        resolve();
      };
      watchers.add(look);
      look();
    });

  return {
    add: (key, work) => {
      held += 1;
      const lane = lanes.get(key);
      if (lane !== undefined) lane.push(work);
      else {
        lanes.set(key, [work]);
        ready.push(key);
      }
      pump();
    },
    room: () => until(() => held < most),
    settled: () => until(() => held === 0),
  };
}
