import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { type Browser, openBrowser } from "../support/browser.js";
import { newOperator } from "../support/operator.js";
import { pay, register } from "../support/pages.js";
import { type Product, startProduct } from "../support/product.js";
import { type Hold, type Journey, Traveller } from "../support/traveller.js";

interface Tariff {
  minimum: number;
  distance: Record<"first" | "second", { upToKm: number | null; rate: number }[]>;
}

let product: Product;
let browser: Browser;
let site: string;
let operator: Traveller;
let builtIn: Tariff;

beforeAll(async () => {
  product = await startProduct({ env: { PURCHASE_LIMIT: "off" } });
  site = `http://localhost:${product.bookings[0]?.port}`;
  browser = await openBrowser();
  operator = await newOperator(product);
  const answer = await operator.call<{ version: number; tariff: Tariff }>("GET", "/api/operator/tariff");
  expect(answer).toMatchObject({ status: 200, body: { version: 0 } });
  builtIn = answer.body.tariff;
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 60_000);

const put = (tariff: unknown) => operator.call("PUT", "/api/operator/tariff", tariff);

/** The built-in tariff with other rates for both classes. */
const times = (factor: number): Tariff => ({
  ...builtIn,
  distance: {
    first: builtIn.distance.first.map((band) => ({ ...band, rate: band.rate * factor })),
    second: builtIn.distance.second.map((band) => ({ ...band, rate: band.rate * factor })),
  },
});
const flexPrice = (journey: Journey | undefined) =>
  journey?.offers.find(({ serviceClass, fare }) => serviceClass === "second" && fare === "flex")?.price
    .amount ?? 0;

function holdBody(journey: Journey, amount: number) {
  const legs = journey.legs.map(({ runId, from, to }) => ({
    runId,
    from: from.id,
    to: to.id,
    serviceClass: "second",
    fare: "flex",
  }));
  return { legs, passengers: 1, expectedPrice: { amount, currency: "EUR" } };
}

test("an operator's tariff changes what lists and holds cost, and a hold keeps its price until it is paid", async () => {
  const ada = await new Traveller(site).register("Ada Example");
  const [journey] = await ada.search("praha", "wien");
  if (journey === undefined) throw new Error("no journey");
  const before = flexPrice(journey);

  const kept = await ada.call<Hold>("POST", "/api/holds", holdBody(journey, before));
  expect(kept).toMatchObject({ status: 201, body: { price: { amount: before } } });
  expect(kept.body).not.toHaveProperty("priceChanged");

  expect(await put(times(2))).toMatchObject({ status: 200, body: { version: 1 } });
  const changed = await ada.call<Hold>("POST", "/api/holds", holdBody(journey, before));
  expect(changed).toMatchObject({
    status: 201,
    body: {
      price: { amount: before * 2 },
      priceChanged: {
        from: { amount: before, currency: "EUR" },
        to: { amount: before * 2, currency: "EUR" },
      },
    },
  });
  await waitFor(
    "the list to follow",
    async () => flexPrice((await ada.search("praha", "wien"))[0]) === before * 2,
  );

  const booking = await ada.book(kept.body);
  expect(booking).toMatchObject({ status: 201, body: { price: { amount: before } } });
  await put(builtIn);
}, 60_000);

test("prices rise as a train fills, and the list follows as soon as seats are held", async () => {
  const ada = await new Traveller(site).register("Ada Example");
  const [, journey] = await ada.search("hamburg", "berlin");
  if (journey === undefined) throw new Error("no journey");
  const advance = (each: Journey | undefined) =>
    each?.offers.find(({ serviceClass, fare }) => serviceClass === "first" && fare === "advance");
  const cheap = advance(journey);
  const seats = cheap?.seatsLeft ?? 0;
  for (let held = 0; held < seats * 0.8; held += 9) {
    const legs = holdBody(journey, 0).legs.map((leg) => ({ ...leg, serviceClass: "first" }));
    expect(await ada.call("POST", "/api/holds", { legs, passengers: 9 })).toMatchObject({ status: 201 });
  }
  const found = (await ada.search("hamburg", "berlin")).find(({ id }) => id === journey.id);
  expect(advance(found)?.seatsLeft).toBeLessThan(seats / 4);
  expect(advance(found)?.price.amount).toBeGreaterThan(cheap?.price.amount ?? 0);
}, 60_000);

test.each([
  ["an unknown field", () => ({ ...builtIn, extra: 1 }), 400, "invalid-request"],
  [
    "flex cheaper than advance",
    () => ({
      ...builtIn,
      fares: { advance: [{ factor: 1 }], "semi-flex": [{ factor: 1 }], flex: [{ factor: 0.5 }] },
    }),
    422,
    "tariff-inconsistent",
  ],
] as const)("a tariff with %s is refused", async (_what, tariff, status, code) => {
  expect(await put(tariff())).toMatchObject({ status, body: { code } });
});

test("only operators see and set the tariff", async () => {
  const ada = await new Traveller(site).register();
  expect(await ada.call("GET", "/api/operator/tariff")).toMatchObject({ status: 403 });
  expect(await ada.call("PUT", "/api/operator/tariff", builtIn)).toMatchObject({ status: 403 });
});

test("row 18: a price that changed since the list has to be accepted before paying", async () => {
  const page = await browser.context.newPage();
  await register(page, site, {
    name: "Mira Example",
    email: "mira.prices@example.org",
    password: "a few words in a row",
  });

  const [journey] = await operator.search("praha", "wien");
  const [leg] = journey?.legs ?? [];
  const query = new URLSearchParams({
    from: leg?.from.id ?? "",
    to: leg?.to.id ?? "",
    passengers: "1",
    class: "second",
    fare: "flex",
  });
  await page.goto(`${site}/trains/${leg?.runId}/book?${query}`);
  await page.getByLabel("E-mail for the tickets").waitFor();
  // Whatever the page asks for must have been answered by the old tariff.
  await page.waitForLoadState("networkidle");
  await put(times(3));
  await page.getByRole("button", { name: "Hold seats" }).click();
  await page.getByText(/The price is now/).waitFor();
  await page.getByRole("button", { name: /^Pay/ }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: /^Accept/ }).click();
  await page.getByLabel("Sandbox card").check();
  await pay(page);
  await page.close();
}, 60_000);
