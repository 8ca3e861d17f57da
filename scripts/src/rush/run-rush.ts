import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type Account, locationId, openAccount } from "./client.js";
import { arrivals } from "./curve.js";
import { createTally, type Tally } from "./tally.js";
import { playUser } from "./user.js";

export interface RushOptions {
  /** Of the product, on this machine. */
  baseUrl: string;
  users: number;
  /** So many times as fast as measured: at 60 the first ten minutes take ten seconds. */
  speed: number;
  /** Names of locations. */
  from: string;
  to: string;
  /** Made before the opening, and shared by the users. */
  accounts: number;
  seed?: number;
  /** Called about once a second. */
  onTick?: (tally: Tally, seconds: number) => void;
  /** Called when the accounts are there and the sale opens. */
  onOpening?: () => Promise<void> | void;
}

export interface RushResult {
  tally: Tally;
  seconds: number;
}

export const mostUsers = 20_000;
export const mostAccounts = 200;
const accountsAtOnce = 4;
/** After the last arrival users have so long to finish. */
const graceMs = 30_000;
const tickMs = 1000;

/** @throws Error for anything but this machine: a rush is an attack where it is not expected. */
export function requireLoopback(url: string): string {
  const { protocol, hostname, origin } = new URL(url);
  const isHere = ["localhost", "[::1]"].includes(hostname) || /^127(\.\d{1,3}){3}$/.test(hostname);
  if (isHere && protocol === "http:") return origin;
  throw new Error(`A rush is played on this machine only, such as http://localhost:3000, and not on ${url}.`);
}

/** Plays a rush: users arrive by the measured curve whether or not the product keeps up. Ends by itself. */
export async function runRush(options: RushOptions): Promise<RushResult> {
  const { users, speed, onTick = () => undefined } = options;
  const baseUrl = requireLoopback(options.baseUrl);
  const accounts = await openAccounts(baseUrl, options.accounts);
  const query = await searchQuery(baseUrl, options);
  await options.onOpening?.();

  const tally = createTally();
  const times = arrivals(users, speed);
  const signal = AbortSignal.timeout(Math.ceil(times.at(-1) ?? 0) + graceMs);
  // Every user who waits listens to it.
  setMaxListeners(0, signal);
  const rush = { baseUrl, query, speed, tally, signal, random: createRandom(options.seed ?? 1) };
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  const ticker = setInterval(() => onTick(tally, seconds()), tickMs);
  try {
    const playing: Promise<void>[] = [];
    for (const [index, at] of times.entries()) {
      const ms = at - (performance.now() - start);
      if (ms > 1) await sleep(ms);
      playing.push(playUser(rush, accounts[index % accounts.length] as Account));
    }
    await Promise.all(playing);
  } finally {
    clearInterval(ticker);
  }
  return { tally, seconds: seconds() };
}

async function openAccounts(baseUrl: string, wanted: number): Promise<Account[]> {
  const accounts: Account[] = [];
  while (accounts.length < wanted) {
    const next = Math.min(accountsAtOnce, wanted - accounts.length);
    accounts.push(...(await Promise.all(Array.from({ length: next }, () => openAccount(baseUrl)))));
  }
  return accounts;
}

async function searchQuery(baseUrl: string, { from, to }: RushOptions): Promise<string> {
  const tomorrow = new Date(Date.now() + 24 * 3600_000).toISOString().slice(0, 10);
  const query = new URLSearchParams({
    from: await locationId(baseUrl, from),
    to: await locationId(baseUrl, to),
    departAfter: `${tomorrow}T08:00:00Z`,
  });
  return query.toString();
}

/** The same choices with the same seed, so that two rushes can be compared. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
