import type { Verdict } from "./checker.js";
import type { Acknowledged, History } from "./history.js";
import { type Load, type LoadOptions, startLoad } from "./load.js";
import type { House, HouseOptions } from "./support/house.js";

/** One thing that may go wrong, and what must be true of the record afterwards. */
export interface FaultCase {
  /** As on the command line, such as `redis-flushed`. */
  name: string;
  house?: HouseOptions;
  /** Why copies at the mail server are to be expected; without a reason, one copy fails the case. See `Scene.unknown`. */
  mayDouble?: string;
  /** Set where the case does something to the Postgres that all houses share, or needs the machine to itself. */
  alone?: boolean;
  /** How long the product may take to come to rest, in milliseconds. */
  quietWithinMs?: number;
  /** Lets it happen. @throws Error when the fault could not be brought about as meant. */
  drive(scene: Scene): Promise<void>;
  /** For a case that is meant to be caught: @returns what speaks against it. Left out, nothing may be lost. */
  judge?(verdict: Verdict): string[];
  /** What else is to be said of the record. */
  remark?(history: History): string;
}

export interface Scene {
  house: House;
  seed: number;
  /** Numbers from 0 up to 1, the same for the same seed. */
  random: () => number;
  postgres: SharedPostgres;
  /** To fill by `drive`: what buyers were told. */
  acknowledged: Acknowledged[];
  /** To fill by `drive`: ids of events that nobody can digest. */
  poison: Set<string>;
  /** To set where it can be told: of how many mails the outcome was unknown. More copies than these fail the case. */
  unknown: number;
  /** Notes a moment in the history. */
  note(what: string): void;
}

/** The server behind all houses. */
export interface SharedPostgres {
  url: string;
  /** Ends it without warning, as a power cut would, and starts it again. */
  crash(): Promise<void>;
  /** As `crash`, and keeps a copy of its disk as it is then. */
  copyDisk(): Promise<void>;
  /** As `crash`, with the copy in the place of its disk. */
  putDiskBack(): Promise<void>;
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Lets `fault` happen in the midst of a steady load of bookings. */
export function underLoad(
  fault: (scene: Scene, load: Load) => Promise<void>,
  options: Partial<LoadOptions> = {},
): FaultCase["drive"] {
  return async (scene) => {
    const urls = scene.house.bookings.map(({ url }) => url);
    const load = await startLoad({ urls, seed: scene.seed, perSecond: 8, ...options });
    scene.note("load begins");
    try {
      await sleep(2000);
      scene.note("fault begins");
      await fault(scene, load);
      scene.note("fault is over");
      await sleep(2500);
    } finally {
      await load.stop();
      scene.acknowledged.push(...load.acknowledged);
      scene.note("load is over");
    }
  };
}
