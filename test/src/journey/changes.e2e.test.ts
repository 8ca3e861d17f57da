import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { waitFor } from "@railbooker/runtime/testing/wait";
import type { Page } from "playwright-core";
import { type Browser, openBrowser } from "../support/browser.js";
import { newOperator } from "../support/operator.js";
import { faultsOf, nameTravellers, pay, register, searchFor } from "../support/pages.js";
import { type Product, startProduct } from "../support/product.js";
import { type Journey, Traveller } from "../support/traveller.js";

let product: Product;
let browser: Browser;
let site: string;

beforeAll(async () => {
  product = await startProduct();
  site = `http://localhost:${product.bookings[0]?.port}`;
  browser = await openBrowser({ width: 390, height: 844 });
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 60_000);

/** No train runs through from Dresden to Stuttgart. */
async function withOneChange(traveller: Traveller, passengers: number): Promise<Journey> {
  const journeys = await traveller.search("dresden", "stuttgart", passengers);
  expect(journeys.filter(({ legs }) => legs.length === 1)).toEqual([]);
  const found = journeys.find(({ legs }) => legs.length === 2);
  if (found === undefined) throw new Error("no journey with one change");
  return found;
}

const bookPath = ({ id }: Journey, passengers: number): string =>
  `/journeys/${encodeURIComponent(id)}/book?passengers=${passengers}&class=second&fare=flex`;

test("a journey with a change is searched, held and booked as one, with a ticket for each passenger and train", async () => {
  const ada = await new Traveller(site).register();
  const found = await withOneChange(ada, 2);
  const journey = await ada.call<Journey>(
    "GET",
    `/api/journeys/${encodeURIComponent(found.id)}?passengers=2`,
  );
  expect(journey).toMatchObject({ status: 200, body: { id: found.id, changes: 1, offers: found.offers } });
  const offer = found.offers.find(({ serviceClass, fare }) => `${serviceClass}/${fare}` === "second/flex");

  const hold = await ada.hold(found, { passengers: 2 });
  expect(hold).toMatchObject({ status: 201, body: { price: { amount: offer?.price.amount } } });
  expect(hold.body.legs.map(({ seats }) => seats.length)).toEqual([2, 2]);
  const { status, body: booking } = await ada.book(hold.body);
  expect(status).toBe(201);
  expect(booking.legs.map(({ runId }) => runId)).toEqual(found.legs.map(({ runId }) => runId));
  const tickets = booking.tickets.map(({ passenger, leg, seat }) => [passenger.name, leg.runId, seat.id]);
  expect(tickets.sort()).toEqual(
    found.legs
      .flatMap(({ runId }, leg) =>
        [0, 1].map((n) => [`Passenger ${n + 1}`, runId, hold.body.legs[leg]?.seats[n]?.id]),
      )
      .sort(),
  );
  expect(new Set(booking.tickets.map(({ code }) => code)).size).toBe(4);
}, 60_000);

test("on a phone: the change in words, seats by train, one hold, and tickets grouped by train", async () => {
  const page = await browser.context.newPage();
  const faults = faultsOf(page);
  await register(page, site, {
    name: "Noah Example",
    email: "noah.example@example.org",
    password: "a few words in a row",
  });
  await searchFor(page, site, {
    from: ["dresden", "Dresden Hbf"],
    to: ["stuttgart", "Stuttgart Hbf"],
    passengers: 2,
  });

  const card = page.getByRole("listitem").filter({ hasText: /1 change · .+, \d+\smin/ });
  await card.first().waitFor();
  await look(page, "results");
  await card
    .first()
    .getByRole("link", { name: /^Select/ })
    .click();
  await page.waitForURL(/\/journeys\/[^/]+!.+\/book/);
  const summary = page.getByRole("complementary", { name: "Your trip" });
  await summary.getByText(/\d+\smin to change in /).waitFor();

  await page.getByLabel("Choose seats on the plan").check();
  const trains = page.getByRole("group", { name: "Train" }).getByRole("radio");
  await waitFor("both trains", async () => (await trains.count()) === 2);
  await trains.nth(1).check({ force: true });
  const free = page.getByRole("checkbox", { name: /free/ });
  await free.first().waitFor();
  const chosen = await Promise.all(
    [0, 1].map(async (n) => {
      const seat = /Coach (\S+), seat (\S+?),/.exec((await free.nth(n).getAttribute("aria-label")) ?? "");
      return `${seat?.[1]}-${seat?.[2]}`;
    }),
  );
  for (const n of [0, 1]) await free.nth(n).check({ force: true });
  await page.getByText("2 of 2 chosen").waitFor();
  await look(page, "seats");

  await nameTravellers(page, "Noah Example", "Mira Example");
  await page.getByRole("button", { name: "Hold seats" }).click();
  await page.getByRole("heading", { name: "Check before you pay" }).waitFor();
  await look(page, "payment");
  const reference = await pay(page);

  const groups = page.getByRole("heading", { level: 3 });
  await groups.first().waitFor();
  await waitFor("both groups", async () => (await groups.count()) === 2);
  expect(await groups.nth(0).textContent()).toContain("Dresden Hbf – ");
  expect(await groups.nth(1).textContent()).toContain(" – Stuttgart Hbf");
  const drawn = "[...document.querySelectorAll('img.qr')].filter((image) => image.naturalWidth > 100).length";
  await waitFor("the four codes", async () => (await page.evaluate<number>(drawn)) === 4);
  await look(page, "trip");
  const booking = (await page.evaluate(
    async (path) => (await fetch(path)).json(),
    `/api/bookings/${reference}`,
  )) as { legs: { id: string }[]; tickets: { leg: { id: string }; seat: { id: string } }[] };
  expect(booking.tickets).toHaveLength(4);
  const second = booking.tickets.filter(({ leg }) => leg.id === booking.legs[1]?.id);
  expect(second.map(({ seat }) => seat.id).sort()).toEqual(chosen.sort());
  expect(faults).toEqual([]);
  await page.close();
}, 120_000);

test("a seat taken meanwhile is named with its train, and a delay that breaks the connection is said at once", async () => {
  const ada = await new Traveller(site).register();
  const journey = await withOneChange(ada, 1);
  const [first, second] = journey.legs;
  if (first === undefined || second === undefined) throw new Error("the journey has too few legs");
  const page = await browser.context.newPage();
  await page.goto(site + bookPath(journey, 1));
  await page.getByLabel("Choose seats on the plan").check();
  await page.getByRole("group", { name: "Train" }).getByRole("radio").nth(1).check({ force: true });
  const free = page.getByRole("checkbox", { name: /free/ });
  await free.first().waitFor();
  const name = (await free.first().getAttribute("aria-label")) ?? "";
  const [, coach, number] = /Coach (\S+), seat (\S+?),/.exec(name) ?? [];
  await page.getByRole("checkbox", { name }).check({ force: true });
  const lost = new RegExp(`: Just taken by someone else: Coach ${coach}, seat ${number}`);
  const told = page.getByRole("status").getByText(lost).waitFor();
  const taking = ada.call("POST", "/api/holds", {
    legs: [
      {
        runId: second.runId,
        from: second.from.id,
        to: second.to.id,
        serviceClass: "second",
        fare: "flex",
        seats: [`${coach}-${number}`],
      },
    ],
    passengers: 1,
  });
  // What is said leaves again soon: it is waited for before it can be there.
  const [rival] = await Promise.all([taking, told]);
  expect(rival.status).toBe(201);

  const operator = await newOperator(product);
  const delay = await operator.call("POST", `/api/operator/trains/${first.runId}/delay`, {
    minutes: 300,
    reason: "Signal failure",
  });
  expect(delay.status).toBe(200);
  await page.getByText("the next one does not wait").waitFor();
  await page.getByRole("button", { name: /hold seats/i }).waitFor({ state: "detached" });
  const now = await ada.call("GET", `/api/journeys/${encodeURIComponent(journey.id)}`);
  expect(now).toMatchObject({ body: { connectionBroken: true, offers: [] } });
  await page.close();
}, 60_000);

/** Nothing may stick out sideways on a phone. Where SCREENSHOTS names a folder, pictures at both widths are kept there. */
async function look(page: Page, name: string): Promise<void> {
  const width = await page.evaluate<number>("document.documentElement.scrollWidth");
  expect({ name, width }).toEqual({ name, width: 390 });
  const folder = process.env["SCREENSHOTS"];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}-390.png`), fullPage: true });
  await page.setViewportSize({ width: 1200, height: 900 });
  await page.screenshot({ path: join(folder, `${name}-1200.png`), fullPage: true });
  await page.setViewportSize({ width: 390, height: 844 });
}
