import { seededRandom } from "../support/random.js";
import { type Journey, Traveller } from "../support/traveller.js";
import type { Acknowledged } from "./history.js";
import { type Buyer, purchase } from "./purchase.js";
import { createPatientClient } from "./support/patient-client.js";

export interface LoadOptions {
  /** Of the booking processes; each is asked when another does not answer. */
  urls: readonly string[];
  seed: number;
  /** Bookings that are begun each second, by all travellers together. */
  perSecond: number;
  travellers?: number;
  /** Ends by itself after so many bookings. */
  bookings?: number;
  /** One booking in so many is cancelled again, ticket by ticket; 0 for none. */
  cancelOneIn?: number;
  /** Dates from tomorrow on that are travelled on: more seats. */
  days?: number;
}

export interface Load {
  /** Bookings whose buyers were told that they stand. */
  acknowledged: readonly Acknowledged[];
  travellers: readonly Traveller[];
  /** Ends when every purchase under way has its answer. @throws Error where one got none in time. */
  stop(): Promise<void>;
  /** Resolves when all bookings asked for have been made. */
  done: Promise<void>;
}

const routes = [
  ["münchen", "berlin"],
  ["hamburg", "köln"],
  ["wien", "budapest"],
  ["amsterdam", "köln"],
] as const;

/** Travellers who book, and now and then cancel, at a steady pace; the same seed makes the same choices. */
export async function startLoad(options: LoadOptions): Promise<Load> {
  const { urls, seed, perSecond, bookings = Number.POSITIVE_INFINITY, cancelOneIn = 4, days = 1 } = options;
  const travellers = await register(urls, options.travellers ?? 4);
  const journeys = await findJourneys(travellers[0] as Traveller);
  const acknowledged: Acknowledged[] = [];
  const stopping = new AbortController();
  let begun = 0;

  async function work(traveller: Traveller, index: number): Promise<void> {
    const random = seededRandom(seed + index);
    const client = createPatientClient(urls, traveller.accessToken, index);
    const buyer: Buyer = { traveller, client, random, journeys, cancelOneIn, days, acknowledged };
    while (!stopping.signal.aborted && begun < bookings) {
      begun += 1;
      const [began, pause] = [Date.now(), -Math.log(1 - random()) * 1000 * (travellers.length / perSecond)];
      if (!(await purchase(buyer))) begun -= 1;
      await sleepUnlessStopped(began + pause - Date.now(), stopping.signal);
    }
  }

  const done = Promise.all(travellers.map(work)).then(() => undefined);
  // Who starts a load hears of its failure from `stop`, however late that comes.
  done.catch(() => undefined);
  return {
    acknowledged,
    travellers,
    done,
    stop: () => {
      stopping.abort();
      return done;
    },
  };
}

async function register(urls: readonly string[], count: number): Promise<Traveller[]> {
  const travellers: Traveller[] = [];
  while (travellers.length < count)
    travellers.push(await new Traveller(urls[travellers.length % urls.length] ?? "").register());
  return travellers;
}

async function findJourneys(traveller: Traveller): Promise<Journey[]> {
  const found: Journey[] = [];
  for (const [from, to] of routes) found.push(...(await traveller.search(from, to, 2)));
  return found.filter(({ legs }) => legs.length === 1);
}

function sleepUnlessStopped(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (ms <= 0 || signal.aborted) {
      resolve();
      return;
    }
    const timer = setTimeout(end, ms);
    function end() {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    }
    signal.addEventListener("abort", end);
  });
}
