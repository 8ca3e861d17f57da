import type { Booking, RunOnDay } from "../api/types.js";

/** A booking as it was when the server could last be asked. */
export interface KeptTrip {
  /** When that was, by this device's clock. */
  savedAt: string;
  booking: Booking;
  /** By run. */
  runs: Record<string, RunOnDay>;
  /** Pictures of the codes as data URLs, by ticket. */
  codes: Record<string, string>;
}

const cacheName = "railbooker-trips";
const folder = "/kept-trips/";
/** So long after the last arrival a trip is no longer needed at hand. */
const keepMs = 2 * 86_400_000;

/** Not there without encryption, and closed in some private windows: then nothing is kept. */
async function openCache(): Promise<Cache | undefined> {
  try {
    return await globalThis.caches?.open(cacheName);
  } catch {
    return undefined;
  }
}

/** What is being kept at this moment; a page that has forgotten keeps nothing more. */
let keeping: Promise<unknown> = Promise.resolve();
let forgotten = false;
/** Tells the other pages of this browser, which may hear of a train a moment later. */
let others: BroadcastChannel | undefined;

function joinOthers(): BroadcastChannel {
  others = new BroadcastChannel("railbooker-forget-trips");
  others.onmessage = () => {
    forgotten = true;
  };
  return others;
}

/** Keeps the trip on this device until its owner signs out, and drops those that are long over. */
export async function keepTrip(trip: KeptTrip): Promise<void> {
  if (forgotten) return;
  others ??= joinOthers();
  const done = putTrip(trip);
  keeping = Promise.allSettled([keeping, done]);
  await done;
}

async function putTrip(trip: KeptTrip): Promise<void> {
  const cache = await openCache();
  if (cache === undefined) return;
  await cache.put(folder + trip.booking.reference, Response.json(trip));
  for (const other of await keptTrips()) {
    const arrival = other.booking.legs.at(-1)?.to.arrival ?? "";
    if (Date.parse(arrival) + keepMs < Date.now()) await cache.delete(folder + other.booking.reference);
  }
}

export async function keptTrip(reference: string): Promise<KeptTrip | undefined> {
  const found = await (await openCache())?.match(folder + reference);
  return found === undefined ? undefined : ((await found.json()) as KeptTrip);
}

/** The next departure first. */
export async function keptTrips(): Promise<KeptTrip[]> {
  const cache = await openCache();
  const requests = (await cache?.keys()) ?? [];
  const replies = await Promise.all(requests.map((request) => cache?.match(request)));
  const trips = await Promise.all(
    replies.filter((reply) => reply !== undefined).map((reply) => reply.json() as Promise<KeptTrip>),
  );
  const departure = ({ booking }: KeptTrip): number => Date.parse(booking.legs[0]?.from.departure ?? "");
  return trips.sort((a, b) => departure(a) - departure(b));
}

/** A trip on its way to the cache would be there again after this: it is waited for first. */
export async function forgetTrips(): Promise<void> {
  forgotten = true;
  (others ?? joinOthers()).postMessage("");
  await keeping;
  try {
    await globalThis.caches?.delete(cacheName);
  } catch {
    // Nothing was kept.
  }
}
