import { randomUUID } from "node:crypto";
import { Client } from "undici";

export interface BuyOrder {
  /** Each client stays with one of them. */
  urls: string[];
  /** Access tokens, one for each client. */
  tokens: string[];
  milliseconds: number;
}

export interface BuyResult {
  bookings: number;
  /** 409s: somebody else was quicker, or the train is full. */
  refused: number;
  perSecond: number;
  /** Milliseconds from the first request of a purchase to its booking. */
  times: number[];
}

export interface Train {
  trainId: string;
  calls: string[];
}

/** The train whose runs are bought, and the first day that has room. */
let train: Train = { trainId: "", calls: [] };
let day = 0;
let boughtOfDay = 0;
const bookingsOfRun = 250;

function nextRun(): string {
  if (boughtOfDay++ >= bookingsOfRun) {
    day += 1;
    boughtOfDay = 0;
  }
  return `${train.trainId}.${new Date(Date.now() + (day + 2) * 86_400_000).toISOString().slice(0, 10)}`;
}

async function post(client: Client, token: string, path: string, body: unknown): Promise<[number, unknown]> {
  const answer = await client.request({
    method: "POST",
    path,
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${token}`,
      "idempotency-key": randomUUID(),
    },
    body: JSON.stringify(body),
  });
  return [answer.statusCode, await answer.body.json()];
}

async function purchase(client: Client, token: string): Promise<"booked" | "refused"> {
  const { calls } = train;
  const from = Math.floor(Math.random() * (calls.length - 1));
  const to = from + 1 + Math.floor(Math.random() * (calls.length - 1 - from));
  const passengers = 1 + Math.floor(Math.random() * 4);
  const leg = { runId: nextRun(), from: calls[from], to: calls[to], serviceClass: "second", fare: "flex" };
  const [held, hold] = await post(client, token, "/api/holds", { legs: [leg], passengers });
  if (held === 409) return "refused";
  if (held !== 201) throw new Error(`a hold answered ${held}: ${JSON.stringify(hold)}`);
  const [booked, booking] = await post(client, token, "/api/bookings", {
    holdId: (hold as { id: string }).id,
    passengers: Array.from({ length: passengers }, (_, i) => ({ name: `Passenger ${i + 1}`, type: "adult" })),
    contact: { email: "ada@example.org" },
    payment: { token: "tok_ok" },
  });
  if (booked !== 201) throw new Error(`a booking answered ${booked}: ${JSON.stringify(booking)}`);
  return "booked";
}

async function buy({ urls, tokens, milliseconds }: BuyOrder): Promise<BuyResult> {
  const result: BuyResult = { bookings: 0, refused: 0, perSecond: 0, times: [] };
  const started = performance.now();
  const end = started + milliseconds;
  await Promise.all(
    tokens.map(async (token, index) => {
      const client = new Client(urls[index % urls.length] ?? "");
      while (performance.now() < end) {
        const asked = performance.now();
        if ((await purchase(client, token)) === "refused") result.refused += 1;
        else result.times.push(performance.now() - asked);
      }
      await client.close();
    }),
  );
  result.bookings = result.times.length;
  result.perSecond = (result.bookings * 1000) / (performance.now() - started);
  return result;
}

process.on("message", (order: BuyOrder | { train: Train }) => {
  if ("train" in order) {
    train = order.train;
    process.send?.("ready");
    return;
  }
  buy(order).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
