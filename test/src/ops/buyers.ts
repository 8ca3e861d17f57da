import { setTimeout as sleep } from "node:timers/promises";
import { Traveller } from "../support/traveller.js";
import type { Stack } from "./stack.js";

/** Travellers who buy again and again, slowly enough for the inbox to keep all mails, to see whether anything that is done meanwhile costs them a request. */
export interface Buyers {
  bookings: { reference: string; email: string }[];
  failures: string[];
  stop(): Promise<void>;
}

const trips = [
  ["München Hbf", "Berlin Hbf"],
  ["Hamburg Hbf", "München Hbf"],
  ["Berlin Hbf", "Frankfurt (Main) Hbf"],
] as const;

export async function startBuyers(stack: Stack, count: number, pauseMs = 700): Promise<Buyers> {
  const travellers = await Promise.all(
    Array.from({ length: count }, () => new Traveller(stack.url).register()),
  );
  const buyers: Buyers = { bookings: [], failures: [], stop: async () => undefined };
  let stopping = false;
  const buyOn = async (traveller: Traveller, turn: number) => {
    for (let i = turn; !stopping; i++) {
      const [from, to] = trips[i % trips.length] ?? trips[0];
      try {
        const { reference } = await traveller.buy(from, to);
        buyers.bookings.push({ reference, email: traveller.email });
      } catch (error) {
        const reason =
          error instanceof Error ? `${error.message} ${String(error.cause ?? "")}` : String(error);
        // Two who want the same seats at the same moment: the answer that one of them has to get.
        if (!reason.includes("answered 409")) buyers.failures.push(`${new Date().toISOString()} ${reason}`);
      }
      await sleep(pauseMs);
    }
  };
  const loops = travellers.map(buyOn);
  buyers.stop = async () => {
    stopping = true;
    await Promise.all(loops);
  };
  return buyers;
}

/** Waits until each booking has its mail. @returns how many mails each has had, by reference */
export async function mailsOf(stack: Stack, bookings: Buyers["bookings"]): Promise<Map<string, number>> {
  const subjects = async () => {
    const response = await fetch(`${stack.inboxUrl}/messages`);
    return ((await response.json()) as { items: { subject: string }[] }).items.map(({ subject }) => subject);
  };
  const count = async () => {
    const all = await subjects();
    return new Map(
      bookings.map(({ reference }) => [
        reference,
        all.filter((each) => each.includes(`(${reference})`)).length,
      ]),
    );
  };
  const missing = async () =>
    [...(await count())].filter(([, mails]) => mails === 0).map(([reference]) => reference);
  const patience = Date.now() + 90_000;
  while ((await missing()).length > 0 && Date.now() < patience) await sleep(250);
  const late = await missing();
  if (late.length > 0)
    throw new Error(`${late.length} of ${bookings.length} bookings have no mail: ${late.join(", ")}`);
  return await count();
}
