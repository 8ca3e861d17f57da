import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Account, type Answer, ask } from "./client.js";
import { count, type End, type Step, type Tally } from "./tally.js";

export interface Rush {
  baseUrl: string;
  /** Query of the search that everybody makes. */
  query: string;
  speed: number;
  tally: Tally;
  signal: AbortSignal;
  /** 0 up to 1. */
  random: () => number;
}

interface Journey {
  legs: { runId: string; from: { id: string }; to: { id: string } }[];
}

interface Hold {
  id: string;
}

/** How users behave; shares of all. */
const abandoning = 0.15;
const decliningFirst = 0.1;
const wantingTheFirst = 0.7;
const tries = 3;
const thinkMs = 20_000;
const longestWaitMs = 5000;

/** One user: searches, holds, and abandons or pays, trying again where it is refused. Never rejects. */
export async function playUser(rush: Rush, account: Account): Promise<void> {
  const { tally } = rush;
  tally.started += 1;
  let end: End = "gave up";
  try {
    end = await play(rush, account);
  } catch (error) {
    count(tally.unanswered, reasonOf(error));
  }
  tally.ended[end] += 1;
}

async function play(rush: Rush, account: Account): Promise<End> {
  const passengers = 1 + Math.floor(rush.random() * 4);
  const hold = await holdSeats(rush, account, passengers);
  if (hold === undefined) return "gave up";
  await think(rush);
  if (rush.random() < abandoning) {
    // Half say so, half just go away and let the hold run out.
    if (rush.random() < 0.5)
      await timed(rush, "release", () => call(rush, account, "DELETE", `/api/holds/${hold.id}`));
    return "abandoned";
  }
  return (await pay(rush, account, hold, passengers)) ? "bought" : "gave up";
}

/** Searches and holds, and after a refusal does so again: what was shown may be gone by now. */
async function holdSeats(rush: Rush, account: Account, passengers: number): Promise<Hold | undefined> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const found = await timed(rush, "search", () =>
      ask(rush.baseUrl, "GET", `/api/trains?${rush.query}&passengers=${passengers}`, { signal: rush.signal }),
    );
    const journeys: Journey[] = found.body?.journeys ?? [];
    if (found.status !== 200 || journeys.length === 0) {
      await comeBack(rush, found);
      continue;
    }
    const journey = rush.random() < wantingTheFirst ? journeys[0] : pick(rush, journeys);
    if (journey === undefined) return undefined;
    await think(rush);
    const legs = journey.legs.map(({ runId, from, to }) => ({
      runId,
      from: from.id,
      to: to.id,
      serviceClass: "second",
      fare: "flex",
    }));
    const held = await timed(rush, "hold", () =>
      call(rush, account, "POST", "/api/holds", { legs, passengers }),
    );
    if (held.status === 201) return held.body;
    await comeBack(rush, held);
  }
  return undefined;
}

/** Pays; who is declined takes another card, and who hears nothing asks again with the same key. */
async function pay(rush: Rush, account: Account, hold: Hold, people: number): Promise<boolean> {
  let token = rush.random() < decliningFirst ? "tok_declined" : "tok_ok";
  let key = randomUUID();
  const passengers = Array.from({ length: people }, (_, i) => ({
    name: `Passenger ${i + 1}`,
    type: "adult",
  }));
  for (let attempt = 0; attempt < tries; attempt++) {
    const body = { holdId: hold.id, passengers, contact: { email: account.email }, payment: { token } };
    try {
      const paid = await timed(rush, "pay", () => call(rush, account, "POST", "/api/bookings", body, key));
      if (paid.status === 201) return true;
      if (paid.status !== 402 && paid.status !== 429 && paid.status !== 503) return false;
      if (paid.status === 402) {
        token = "tok_ok";
        key = randomUUID();
      }
      await comeBack(rush, paid);
    } catch (error) {
      if (rush.signal.aborted) throw error;
      count(rush.tally.unanswered, reasonOf(error));
    }
  }
  return false;
}

const call = (rush: Rush, account: Account, method: string, path: string, body?: unknown, key?: string) =>
  ask(rush.baseUrl, method, path, {
    token: account.token,
    signal: rush.signal,
    ...(body === undefined ? {} : { body }),
    ...(key === undefined ? {} : { key }),
  });

async function timed(rush: Rush, step: Step, request: () => Promise<Answer>): Promise<Answer> {
  const start = performance.now();
  const answer = await request();
  rush.tally.latencies[step].push(performance.now() - start);
  if (answer.status >= 400)
    count(rush.tally.refusals, `${step} ${answer.status} ${answer.body?.code ?? "no code"}`);
  return answer;
}

const pick = <T>(rush: Rush, list: readonly T[]): T | undefined =>
  list[Math.floor(rush.random() * list.length)];

const think = (rush: Rush) => pause(rush, (rush.random() * thinkMs) / rush.speed);

const comeBack = (rush: Rush, { retryAfter = 1 }: Answer) =>
  pause(rush, Math.min(longestWaitMs, (retryAfter * 1000) / rush.speed));

const pause = (rush: Rush, ms: number) => sleep(ms, undefined, { signal: rush.signal });

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error && "code" in error.cause ? String(error.cause.code) : error.name;
  return cause;
}
