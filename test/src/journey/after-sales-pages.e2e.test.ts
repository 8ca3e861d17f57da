import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { waitFor } from "@railbooker/runtime/testing/wait";
import type { Page } from "playwright-core";
import { type Browser, openBrowser } from "../support/browser.js";
import { nameTravellers, pay, searchFor, selectFirst, signIn } from "../support/pages.js";
import { type Product, startProduct } from "../support/product.js";
import { type Journey, Traveller } from "../support/traveller.js";

let product: Product;
let site: string;
let browser: Browser;
let ada: Traveller;
let page: Page;

beforeAll(async () => {
  product = await startProduct({ env: { PURCHASE_LIMIT: "off" } });
  site = `http://localhost:${product.bookings[0]?.port}`;
  browser = await openBrowser({ width: 375, height: 812 });
  ada = await new Traveller(site).register();
  page = await browser.context.newPage();
  await signIn(page, site, ada);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 60_000);

/** Holds every seat of a class on the journey's one train, each for the stretch that `span` says. */
async function fill(
  journey: Journey,
  serviceClass: string,
  span: (index: number) => { from: string; to: string },
) {
  const crowd = await new Traveller(site).register();
  const [leg] = journey.legs;
  if (leg === undefined) throw new Error("the journey has no legs");
  const query = `from=${leg.from.id}&to=${leg.to.id}`;
  const { body } = await crowd.call<{ coaches: { serviceClass: string; seats: { id: string }[] }[] }>(
    "GET",
    `/api/trains/${leg.runId}/seats?${query}`,
  );
  const seats = body.coaches
    .filter((coach) => coach.serviceClass === serviceClass)
    .flatMap((coach) => coach.seats);
  const holds = await Promise.all(
    seats.map(({ id }, index) =>
      crowd.call<{ id: string }>("POST", "/api/holds", {
        legs: [{ runId: leg.runId, ...span(index), serviceClass, fare: "flex", seats: [id] }],
        passengers: 1,
      }),
    ),
  );
  expect(holds.every(({ status }) => status === 201)).toBe(true);
  return { leg, giveUp: () => crowd.call("DELETE", `/api/holds/${holds[0]?.body.id}`) };
}

const bookPage = ({ id }: Journey) => `${site}/journeys/${encodeURIComponent(id)}/book?passengers=1`;

test("tickets are exchanged for another train: the amount first, then paid and confirmed", async () => {
  const booking = await ada.buy("hamburg", "berlin");
  await page.goto(`${site}/bookings/${booking.reference}`);
  await page.getByRole("link", { name: "Exchange for another train" }).click();
  await page
    .getByRole("link", { name: /^Select/ })
    .nth(2)
    .click();
  await page.getByLabel(/1st class, Flex/).check();
  await page.getByRole("button", { name: "Hold the new seats" }).click();
  await page.getByText("Exchange your tickets for these seats?").waitFor();
  const before = (await ada.call("GET", `/api/bookings/${booking.reference}`)).body;
  expect(before).toEqual(booking);
  await page.getByRole("button", { name: /^Pay .* and exchange$/ }).click();
  await page.getByText("Your tickets were exchanged").waitFor();
  await page.getByText("1st class, Flex").waitFor();
}, 90_000);

test("tickets that cannot be exchanged are refused before new seats are held", async () => {
  const [journey] = await ada.search("hamburg", "berlin");
  if (journey === undefined) throw new Error("no journey");
  const hold = await ada.hold(journey, { fare: "advance" });
  const booking = await ada.book(hold.body);
  await page.goto(`${site}/bookings/${booking.body.reference}`);
  await page.getByRole("link", { name: "Exchange for another train" }).click();
  await page
    .getByRole("link", { name: /^Select/ })
    .nth(2)
    .click();
  await page
    .getByRole("alert")
    .getByText(/fare "advance" cannot be exchanged/)
    .waitFor();
  await page.getByRole("button", { name: "Hold the new seats" }).waitFor({ state: "detached" });
}, 60_000);

test("a sold-out train's waiting list leads from the results to seats that are held, and paid by their link", async () => {
  const [journey] = await ada.search("münchen", "berlin");
  if (journey === undefined) throw new Error("no journey");
  const whole = { from: journey.legs[0]?.from.id ?? "", to: journey.legs[0]?.to.id ?? "" };
  await fill(journey, "second", () => whole);
  const { giveUp } = await fill(journey, "first", () => whole);
  const query = new URLSearchParams({ ...whole, departAfter: journey.departure });
  await page.goto(`${site}/search?${query}`);
  await page
    .getByRole("link", { name: /^Waiting list/ })
    .first()
    .click();
  await page.getByLabel(/1st class, Flex/).check();
  await page.getByRole("button", { name: "Join the waiting list" }).click();
  await page.getByRole("heading", { name: "You are number 1 on the waiting list" }).waitFor();

  await giveUp();
  const mail = await waitFor(
    "the mail about the seats",
    () => product.inbox.messages(ada.email).find(({ text }) => /[?&]hold=/.test(text ?? "")),
    30_000,
  );
  const link = /https?:\/\/\S+[?&]hold=\S+/.exec(mail.text ?? "")?.[0] ?? "";
  await page.goto(`${site}/bookings`);
  await page.getByRole("link", { name: "Pay for them now" }).waitFor();
  await page.goto(link);
  await page.getByLabel("Full name").fill("Ada Example");
  await page.getByLabel("Age group").selectOption("child");
  await page.getByRole("button", { name: "Go on to payment" }).click();
  await pay(page);
  await page.getByText("1st class, Flex").waitFor();
}, 120_000);

test("where no seat is free throughout, a change of seats is held, and told by ticket and mail", async () => {
  const [, journey] = await ada.search("hamburg", "frankfurt");
  if (journey === undefined) throw new Error("no journey");
  const [leg] = journey.legs;
  const [from = "", to = ""] = [leg?.from.id, leg?.to.id];
  const middle = leg?.calls.at(Math.floor(leg.calls.length / 2))?.location.id ?? "";
  await fill(journey, "first", (index) => (index % 2 === 0 ? { from, to: middle } : { from: middle, to }));
  await page.goto(bookPage(journey));
  await page.getByRole("button", { name: "Try with a change of seats" }).click();
  await page.getByLabel("Full name").fill("Ada Example");
  await page.getByRole("button", { name: "Go on to payment" }).click();
  await pay(page);
  await page.getByText(/^Change seats in .+, then$/).waitFor();
  await waitFor(
    "the mail with both seats",
    () =>
      product.inbox
        .messages(ada.email)
        .find(({ text }) => /Seat: +Coach 1, seat \d+; from .+: Coach 1, seat \d+/.test(text ?? "")),
    30_000,
  );
}, 120_000);

test("children are searched for, priced and booked as such", async () => {
  const [adults] = await ada.search("praha", "wien", 2);
  await searchFor(page, site, {
    from: ["praha", "Praha hl.n."],
    to: ["wien h", "Wien Hbf"],
    date: adults?.departure.slice(0, 10),
    time: adults?.departure.slice(11, 16),
    more: async () => {
      await page.locator("#party > summary").click();
      await page.getByRole("spinbutton", { name: "Children (6 to 14)" }).fill("1");
    },
  });
  await selectFirst(page);
  await page.getByLabel(/2nd class, Flex/).check();
  await nameTravellers(page, "Ada Example", "Ben Example");
  await page.getByRole("button", { name: "Hold seats" }).click();
  const reference = await pay(page);
  const flex = adults?.offers.find(({ serviceClass, fare }) => serviceClass === "second" && fare === "flex")
    ?.price.amount;
  const { body } = await ada.call<{ price: { amount: number }; passengers: { type: string }[] }>(
    "GET",
    `/api/bookings/${reference}`,
  );
  expect(body.passengers.map(({ type }) => type)).toEqual(["adult", "child"]);
  expect(body.price.amount).toBe(((flex ?? 0) * 3) / 4);
}, 60_000);
