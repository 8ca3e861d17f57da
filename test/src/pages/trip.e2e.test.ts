import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { waitFor } from "@railbooker/runtime/testing/wait";
import pg from "pg";
import type { Page } from "playwright-core";
import { type Browser, openBrowser } from "../support/browser.js";
import { newOperator } from "../support/operator.js";
import { faultsOf, signIn } from "../support/pages.js";
import { type Product, startProduct } from "../support/product.js";
import { Traveller } from "../support/traveller.js";
import { lookAt } from "./look.js";

let product: Product;
let site: string;
let browser: Browser;
let page: Page;
let ada: Traveller;
let operator: Traveller;

beforeAll(async () => {
  product = await startProduct({ env: { PURCHASE_LIMIT: "off" } });
  site = `http://localhost:${product.bookings[0]?.port}`;
  browser = await openBrowser({ dark: true });
  [ada, operator] = [await new Traveller(site).register(), await newOperator(product)];
}, 180_000);

beforeEach(async () => {
  await page?.close();
  await browser.context.setOffline(false);
  page = await browser.context.newPage();
  await signIn(page, site, ada);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 60_000);

const drawn = "[...document.querySelectorAll('img.qr')].filter((image) => image.naturalWidth > 100).length";
const openTrip = async (reference: string, tickets = 1) => {
  await page.goto(`${site}/bookings/${reference}`);
  await waitFor("the codes", async () => (await page.evaluate<number>(drawn)) === tickets);
};
const nothingKept = () =>
  waitFor("the kept trips to go", async () => !(await page.evaluate("caches.has('railbooker-trips')")));
const delay = (runId: string, minutes: number) =>
  operator.call("POST", `/api/operator/trains/${runId}/delay`, { minutes, reason: "Signal failure" });

/** Two tickets for tomorrow. */
async function bookForTwo() {
  const [journey] = await ada.search("münchen", "berlin", 2);
  if (journey === undefined) throw new Error("no journey");
  const hold = await ada.hold(journey, { passengers: 2 });
  const booking = await ada.book(hold.body);
  expect(booking.status).toBe(201);
  return booking.body;
}

test("row 29: a ticket that was looked at once opens without a network, until its owner signs out; no answer of the API is cached", async () => {
  const faults = faultsOf(page, /ERR_INTERNET_DISCONNECTED|Failed to fetch|status of 401/);
  const { reference, tickets } = await bookForTwo();
  await openTrip(reference, 2);
  await page.getByText(/^Saved on this device on/).waitFor();
  await page.evaluate("navigator.serviceWorker.ready.then(() => true)");

  await browser.context.setOffline(true);
  await page.goto(`${site}/bookings/${reference}`);
  await page.getByText(/^No connection. This is your trip as saved on/).waitFor();
  await waitFor("the codes, offline", async () => (await page.evaluate<number>(drawn)) === 2);
  const text = (await page.locator("main").textContent()) ?? "";
  for (const { passenger, seat, code } of tickets) {
    for (const part of [passenger.name, seat.number, code]) expect(text).toContain(part);
  }
  expect(text).toMatch(/München Hbf – Berlin Hbf.*\d\d:\d\d.*platform/s);
  expect(await lookAt(page, "trip-offline")).toEqual([]);
  await page.goto(`${site}/bookings`);
  await page.getByText("No connection. These trips are saved on this device.").waitFor();
  await page.getByRole("link", { name: "München Hbf – Berlin Hbf" }).first().click();
  await page.getByText("Passenger 2", { exact: true }).waitFor();

  await browser.context.setOffline(false);
  await page.getByRole("button", { name: "Cancel this booking" }).waitFor();
  const cached = await page.evaluate<string[]>(`(async () => {
    const names = await caches.keys();
    const lists = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys())));
    return lists.flat().map(({ url }) => new URL(url).pathname);
  })()`);
  expect(cached).toContain(`/kept-trips/${reference}`);
  expect(cached.filter((path) => path.startsWith("/api/"))).toEqual([]);
  expect(faults).toEqual([]);

  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(`${site}/`);
  await nothingKept();
  await browser.context.setOffline(true);
  await page.goto(`${site}/bookings/${reference}`);
  await page.getByRole("alert").getByText("The server cannot be reached").waitFor();
  expect(await page.locator("main").textContent()).not.toContain("Passenger 1");
  await browser.context.setOffline(false);
  // With the network the page asks again, who it is for.
  await page.waitForURL(/\/sign-in\?next=/);
}, 120_000);

test("row 29: who was signed out from elsewhere finds nothing kept", async () => {
  const { reference } = await ada.buy("praha", "wien");
  await openTrip(reference);
  await browser.context.clearCookies();
  await page.goto(`${site}/bookings/${reference}`);
  await page.waitForURL(/\/sign-in\?next=/);
  await nothingKept();
}, 60_000);

test("row 30: each ticket is printed on one sheet of A4, black on white, with a code of 30 mm or more and no navigation", async () => {
  const { reference } = await bookForTwo();
  await openTrip(reference, 2);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
  const [, width, height] = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf) ?? [];
  expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([595, 842]);

  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const look = await page.evaluate<{
    sides: number[];
    inks: string[];
    shown: string[];
    bold: string;
  }>(`(() => {
    const style = (node) => getComputedStyle(node);
    const shown = ["header.bar", "footer", ".toasts", "button", ".after-sales", ".facts-list", ".page-head"]
      .filter((selector) => [...document.querySelectorAll(selector)].some((node) => node.offsetParent !== null));
    return {
      sides: [...document.querySelectorAll(".qr")].map((code) => code.getBoundingClientRect().width),
      inks: [...new Set([...document.querySelectorAll(".ticket dd, .ticket time")].map((node) => style(node).color))],
      shown,
      bold: style(document.body).backgroundColor + style(document.querySelector(".qr")).backgroundColor,
    };
  })()`);
  const millimetre = 96 / 25.4;
  for (const side of look.sides) expect(side).toBeGreaterThanOrEqual(30 * millimetre);
  expect(look.inks).toEqual(["rgb(0, 0, 0)"]);
  expect(look.bold).toBe("rgb(255, 255, 255)rgb(255, 255, 255)");
  expect(look.shown).toEqual([]);
  await page.emulateMedia({ media: null, colorScheme: null });
}, 60_000);

test("the next departure stands on top with platform, coach and seat, and a delay is on it at once", async () => {
  const booking = await ada.buy("hamburg", "berlin");
  const [leg] = booking.legs;
  const [ticket] = booking.tickets;
  if (leg === undefined || ticket === undefined) throw new Error("nothing was booked");
  await openTrip(booking.reference);
  const next = page.getByRole("region", { name: "Next departure" });
  const time = leg.from.departure.slice(11, 16);
  expect(await next.textContent()).toMatch(
    new RegExp(
      `Hamburg Hbf – Berlin Hbf.*${time}.*Platform.*Coach.*${ticket.seat.coach}.*Seat.*${ticket.seat.number}.*leaves in`,
      "s",
    ),
  );
  expect(await lookAt(page, "trip")).toEqual([]);
  expect((await delay(leg.runId, 25)).status).toBe(200);
  await next.getByText("about 25 min late").waitFor();
  const later = new Date(Date.parse(`${leg.from.departure.slice(0, 16)}Z`) + 25 * 60_000)
    .toISOString()
    .slice(11, 16);
  expect(await next.textContent()).toContain(later);
  expect(await lookAt(page, "trip-late")).toEqual([]);
}, 90_000);

test("a delay that is compensated is claimed on the page, once, with the amount first", async () => {
  const booking = await ada.buy("praha", "wien");
  expect((await delay(booking.legs[0]?.runId ?? "", 75)).status).toBe(200);
  const client = new pg.Client({ connectionString: product.databaseUrl, options: "-c search_path=booking" });
  await client.connect();
  try {
    // The day of the ride has come and gone.
    await client.query(
      `UPDATE booking_legs SET departure_at = now() - interval '9 hours', arrival_at = now() - interval '5 hours'
        WHERE booking_id = (SELECT id FROM bookings WHERE reference = $1)`,
      [booking.reference],
    );
  } finally {
    await client.end();
  }
  await openTrip(booking.reference);
  const part = page.getByRole("region", { name: "Compensation for delay" });
  await part.getByText("75 minutes late").waitFor();
  const quarter = `€${(Math.floor(booking.price.amount / 4) / 100).toFixed(2)}`;
  await part.getByRole("button", { name: `Claim ${quarter}` }).click();
  await page.getByRole("status").getByText(`${quarter} is on its way back to your card.`).waitFor();
  await part.getByText("Paid out").waitFor();
  expect(await part.getByRole("button").count()).toBe(0);
  expect(await lookAt(page, "trip-compensated")).toEqual([]);
}, 90_000);

test("cancelling says what comes back first, and the ticket is void afterwards", async () => {
  const { reference } = await ada.buy("hamburg", "berlin");
  await openTrip(reference);
  await page.getByRole("button", { name: "Cancel this booking" }).click();
  await page.getByRole("heading", { name: "Cancel the whole booking?" }).waitFor();
  expect(await lookAt(page, "trip-cancel")).toEqual([]);
  await page.getByRole("button", { name: "Yes, cancel all tickets" }).click();
  await page.getByText("This ticket was cancelled and is not valid.").waitFor();
  expect(await page.evaluate<number>(drawn)).toBe(0);
  expect(await lookAt(page, "trip-cancelled")).toEqual([]);
}, 60_000);
