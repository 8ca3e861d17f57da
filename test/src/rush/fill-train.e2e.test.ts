import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Product, startProduct } from "../support/product.js";
import { type Journey, Traveller } from "../support/traveller.js";
import { becomesClean } from "./audit-now.js";

const clients = 64;
let product: Product;
let baseUrl: string;

beforeAll(async () => {
  product = await startProduct({ env: { PURCHASE_LIMIT: "off", LOG_LEVEL: "warn" } });
  baseUrl = product.bookings[0]?.url ?? "";
}, 180_000);

afterAll(async () => {
  await product?.stop();
}, 60_000);

interface Train {
  journey: Journey;
  /** Where it calls, in order. */
  calls: string[];
}

/** The fewest calls, and so the fewest bookings until it is full. */
async function smallTrain(ada: Traveller): Promise<Train> {
  const journeys = await ada.search("amsterdam", "köln");
  const [journey] = journeys
    .filter(({ legs }) => legs.length === 1)
    .sort((a, b) => (a.legs[0]?.calls.length ?? 0) - (b.legs[0]?.calls.length ?? 0));
  if (journey === undefined) throw new Error("no train");
  const leg = journey.legs[0];
  const all = leg?.calls.map(({ location }) => location.id) ?? [];
  return { journey, calls: all.slice(all.indexOf(leg?.from.id ?? ""), all.indexOf(leg?.to.id ?? "") + 1) };
}

const below = (limit: number) => Math.floor(Math.random() * limit);

/** Buys rides for one to four until one is refused, then for one on each segment until nothing is left of it. @returns how each request was answered. */
async function buyUntilFull(client: Traveller, { journey, calls }: Train): Promise<string[]> {
  const answers: string[] = [];
  const attempt = async (from: number, to: number, passengers: number): Promise<boolean> => {
    const hold = await client.hold(journey, { passengers, from: calls[from] ?? "", to: calls[to] ?? "" });
    answers.push(`hold ${hold.status} ${hold.body.code ?? ""}`.trim());
    if (hold.status !== 201) return false;
    const booking = await client.book(hold.body, { passengers });
    answers.push(`book ${booking.status} ${booking.body.code ?? ""}`.trim());
    return booking.status === 201;
  };
  const segments = calls.length - 1;
  for (let more = true; more; ) {
    const from = below(segments);
    more = await attempt(from, from + 1 + below(segments - from), 1 + below(4));
  }
  for (let from = 0; from < segments; from++)
    for (let more = true; more; ) more = await attempt(from, from + 1, 1);
  return answers;
}

async function freeSeats(ada: Traveller, { journey, calls }: Train): Promise<number> {
  let free = 0;
  for (let from = 0; from + 1 < calls.length; from++) {
    const { body } = await ada.call<{ coaches: { serviceClass: string; seats: { state: string }[] }[] }>(
      "GET",
      `/api/trains/${journey.legs[0]?.runId}/seats?from=${calls[from]}&to=${calls[from + 1]}`,
    );
    const second = body.coaches.filter(({ serviceClass }) => serviceClass === "second");
    free += second.flatMap(({ seats }) => seats).filter(({ state }) => state === "free").length;
  }
  return free;
}

test("64 clients fill a train: no seat is left or sold twice, refusals are 409s, nothing fails", async () => {
  const travellers: Traveller[] = [];
  while (travellers.length < clients)
    travellers.push(...(await Promise.all([1, 2, 3, 4].map(() => new Traveller(baseUrl).register()))));
  const ada = travellers[0] as Traveller;
  const train = await smallTrain(ada);
  expect(await freeSeats(ada, train)).toBeGreaterThan(200);

  const answers = (await Promise.all(travellers.map((client) => buyUntilFull(client, train)))).flat();
  expect([...new Set(answers)].sort()).toEqual(["book 201", "hold 201", "hold 409 seats-taken"]);
  expect(await freeSeats(ada, train)).toBe(0);
  const failures = product.bookings
    .flatMap((service) => service.logLines())
    .filter((line) => /"level":"(error|fatal)"/.test(line));
  expect(failures).toEqual([]);
  await becomesClean(product.databaseUrl, 120_000);
}, 300_000);
