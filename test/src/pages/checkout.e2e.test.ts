import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { waitFor } from "@railbooker/runtime/testing/wait";
import type { Page } from "playwright-core";
import { type Browser, openBrowser } from "../support/browser.js";
import { bookPath, faultsOf, holdSeats, pay, signIn } from "../support/pages.js";
import { type Product, startProduct } from "../support/product.js";
import { type Journey, Traveller } from "../support/traveller.js";
import { lookAt } from "./look.js";

let product: Product;
let site: string;
let browser: Browser;
let page: Page;
let ada: Traveller;
let journey: Journey;

beforeAll(async () => {
  product = await startProduct({ env: { PURCHASE_LIMIT: "off" } });
  site = `http://localhost:${product.bookings[0]?.port}`;
  browser = await openBrowser();
  ada = await new Traveller(site).register();
  [journey = journey] = await ada.search("münchen", "berlin");
}, 180_000);

beforeEach(async () => {
  await page?.close();
  page = await browser.context.newPage();
  await signIn(page, site, ada);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 60_000);

const openPlan = async (query: Record<string, string> = {}) => {
  await page.goto(site + bookPath(journey, query));
  await page.getByLabel("Choose seats on the plan").check();
  await page.getByRole("checkbox", { name: /free$/ }).first().waitFor();
};

const bookings = async () =>
  (await ada.call<{ items: { reference: string; passengers: { name: string }[] }[] }>("GET", "/api/bookings"))
    .body.items;

/** Everything that the status region says from now on, each text once. */
const listen = async () => {
  await page.evaluate(`
    globalThis.said = [];
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) for (const node of addedNodes) said.push(node.textContent);
    }).observe(document.getElementById("status"), { childList: true });
  `);
  return () => page.evaluate<string[]>("said");
};

test("row 19: a coach is a group of checkboxes named in full, with one Tab stop; arrow keys move along and across", async () => {
  const faults = faultsOf(page, /status of 40/);
  await openPlan({ passengers: "2" });
  const coach = page.getByRole("group", { name: /^Coach 3, 2nd class/ });
  const seats = coach.getByRole("checkbox");
  await waitFor("the whole coach", async () => (await seats.count()) === 72);
  await coach.getByRole("checkbox", { name: "Coach 3, seat 5, window, near a door, free" }).waitFor();
  await coach.getByRole("checkbox", { name: "Coach 3, seat 33, window, table, free" }).waitFor();
  const stops = `[...document.querySelectorAll(".coach input")].filter(({ tabIndex }) => tabIndex === 0).length`;
  expect(await page.evaluate<number>(stops)).toBe(1);

  await seats.first().focus();
  const at = () => page.evaluate<string>("document.activeElement.getAttribute('aria-label')");
  const walk = async (keys: string[]) => {
    const way: string[] = [];
    for (const key of keys) {
      await page.keyboard.press(key);
      way.push(/seat (\d+)/.exec(await at())?.[1] ?? "");
    }
    return way;
  };
  expect(await walk(["ArrowRight", "ArrowDown", "ArrowDown", "ArrowLeft", "ArrowUp"])).toEqual([
    "5",
    "6",
    "7",
    "3",
    "2",
  ]);
  await page.setViewportSize({ width: 375, height: 812 });
  expect(await walk(["ArrowDown", "ArrowRight"])).toEqual(["6", "7"]);
  expect(await page.evaluate<number>(stops)).toBe(1);
  await page.keyboard.press("Space");
  await page
    .getByRole("checkbox", { name: "Coach 3, seat 7, aisle, near a door, free", checked: true })
    .waitFor();
  expect(await lookAt(page, "checkout-plan")).toEqual([]);
  expect(faults).toEqual([]);
}, 120_000);

test.each([
  { names: ["At a table", "Window"], features: ["table", "window"] },
  { names: ["Near a door", "Aisle"], features: ["door", "aisle"] },
])(
  "row 20: seats can be wished for instead of picked, such as $features",
  async ({ names, features }) => {
    await page.goto(site + bookPath(journey));
    await page.getByLabel("Any seat").waitFor();
    expect(await page.getByLabel("Any seat").isChecked()).toBe(true);
    if (features.includes("table")) expect(await lookAt(page, "checkout-any-seat")).toEqual([]);
    for (const name of names) await page.getByRole("checkbox", { name }).check({ force: true });
    await holdSeats(page, "Ada Example");
    const review = await page.getByRole("region", { name: "Check before you pay" }).textContent();
    const [, coach = "", number = ""] = /Coach (\d+), seat (\d+)/.exec(review ?? "") ?? [];
    const [leg] = journey.legs;
    const { body } = await ada.call<{ coaches: { seats: { id: string; features: string[] }[] }[] }>(
      "GET",
      `/api/trains/${leg?.runId}/seats?from=${leg?.from.id}&to=${leg?.to.id}`,
    );
    const held = body.coaches.flatMap(({ seats }) => seats).find(({ id }) => id === `${coach}-${number}`);
    expect(held?.features).toEqual(expect.arrayContaining(features));
  },
  60_000,
);

test("row 21: what is taken is told by words and a pattern, and every seat is large enough, without panning", async () => {
  const [leg] = journey.legs;
  const seats = [
    { runId: leg?.runId, from: leg?.from.id, to: leg?.to.id, serviceClass: "second", fare: "flex" },
  ];
  const held = await ada.call<{ id: string }>("POST", "/api/holds", {
    legs: seats.map((each) => ({ ...each, seats: ["4-50"] })),
    passengers: 1,
  });
  expect(held.status).toBe(201);
  await openPlan();
  await page.getByRole("radio", { name: /^4 / }).check({ force: true });
  const taken = page.getByRole("checkbox", { name: /^Coach 4, seat 50, .*held by someone else$/ });
  await taken.waitFor();
  expect(await taken.isDisabled()).toBe(true);
  const label = page.locator("label.seat.held").filter({ has: taken });
  const style = await label.evaluate((node) => {
    const { getComputedStyle } = globalThis as unknown as {
      getComputedStyle(of: unknown): { backgroundImage: string };
    };
    return getComputedStyle(node).backgroundImage;
  });
  expect(style).toContain("repeating-linear-gradient");
  for (const width of [320, 375, 850, 1000, 1120, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const { least, wide } = await page.evaluate<{ least: number; wide: boolean }>(`(() => {
      const sides = [...document.querySelectorAll(".coach .seat")].map((seat) => {
        const { width, height } = seat.getBoundingClientRect();
        return Math.min(width, height);
      });
      const coach = document.querySelector(".coach");
      return { least: Math.min(...sides), wide: coach.scrollWidth > coach.clientWidth };
    })()`);
    expect(least).toBeGreaterThanOrEqual(24);
    expect({ width, wide }).toEqual({ width, wide: false });
  }
}, 90_000);

test("row 22: a seat that somebody else takes changes at once, is told of once, and the rest of the choice is kept", async () => {
  await openPlan({ passengers: "2" });
  const [own, lost] = ["Coach 3, seat 41", "Coach 3, seat 42"].map((name) =>
    page.getByRole("checkbox", { name: new RegExp(`^${name},`) }),
  );
  await own?.check({ force: true });
  await lost?.check({ force: true });
  const said = await listen();

  const other = await openBrowser();
  try {
    const rival = await new Traveller(site).register("Rita Rival");
    const theirs = await other.context.newPage();
    await signIn(theirs, site, rival);
    await theirs.goto(site + bookPath(journey));
    await theirs.getByLabel("Choose seats on the plan").check();
    await theirs.getByRole("checkbox", { name: /^Coach 3, seat 42,/ }).check({ force: true });
    await page.evaluate(`
      globalThis.gone = new Promise((resolve) => {
        const box = document.querySelector('[data-seat="3-42"]');
        new MutationObserver(() => box.disabled && resolve(Date.now())).observe(box, { attributes: true });
      });
      undefined;
    `);
    const answered = theirs
      .waitForResponse((reply) => reply.url().endsWith("/api/holds") && reply.request().method() === "POST")
      .then(() => Date.now());
    await holdSeats(theirs, "Rita Rival");
    const delay = (await page.evaluate<number>("gone")) - (await answered);
    // The target is 300 ms, and `npm run bench on-screen` says how well it holds.
    expect(delay).toBeLessThan(5_000);
  } finally {
    await other.close();
  }
  expect(await lost?.isChecked()).toBe(false);
  expect(await own?.isChecked()).toBe(true);
  const about = async () =>
    (await said()).filter((text) => text.includes("Just taken by someone else: Coach 3, seat 42")).length;
  await waitFor("the word about it", async () => (await about()) > 0);
  expect(await about()).toBe(1);
}, 120_000);

test("row 22: visitors who are not signed in see seats go and come back as they are pushed, with no question asked", async () => {
  await browser.context.clearCookies();
  let watches = 0;
  page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => {
      if (/^43\/trains.*"ok":true/.test(String(payload))) watches += 1;
    }),
  );
  await openPlan();
  await waitFor("the watch", () => watches > 0, 15_000);
  // From here on only what is pushed can change the picture.
  await page.route("**/api/trains/*/seats?*", (route) => route.abort());
  const seat = page.locator('[data-seat="3-36"]');
  expect(await seat.isEnabled()).toBe(true);
  const rival = await new Traveller(site).register("Rolf Rival");
  const hold = await rival.hold(journey, { seats: ["3-36"] });
  expect(hold.status).toBe(201);
  await page.locator('[data-seat="3-36"]:disabled').waitFor();
  await page.unroute("**/api/trains/*/seats?*");
  await rival.call("DELETE", `/api/holds/${hold.body.id}`);
  await page.locator('[data-seat="3-36"]:enabled').waitFor();
}, 60_000);

test("rows 23, 24, 25: the hold's clock is the server's; it speaks four times, can be extended once, and its end keeps what was typed", async () => {
  // Three hours wrong, and ours to move.
  await page.clock.install({ time: Date.now() + 3 * 3_600_000 });
  await page.goto(site + bookPath(journey));
  await page.getByLabel("Any seat").waitFor();
  // Names are asked for before the hold, not while its clock runs.
  expect(await page.getByRole("timer").count()).toBe(0);
  const said = await listen();
  await holdSeats(page, "Ada Clock");
  // From here on only the test moves the clock, however long the machine takes.
  await page.clock.pauseAt((await page.evaluate<number>("Date.now()")) + 20_000);
  const left = async () => (await page.getByRole("timer").textContent()) ?? "";
  expect(await left()).toMatch(/^(10:00|9:[345]\d)$/);

  const more = page.getByRole("button", { name: "I need more time" });
  expect(await more.count()).toBe(0);
  await page.clock.runFor(5 * 60_000);
  await more.click();
  await page.getByRole("status").getByText("You have the full time again").waitFor({ state: "attached" });
  expect(await left()).toMatch(/^(10:00|9:[345]\d)$/);
  expect(await more.count()).toBe(0);

  for (const minutes of [5, 3, 1]) await page.clock.runFor(minutes * 60_000);
  expect(await more.count()).toBe(0);
  expect(await left()).toMatch(/^(1:0[0-2]|0:5\d)$/);
  await page.clock.runFor(45_000);
  const spoken = (await said()).filter((text) => /left to pay/.test(text));
  expect(spoken).toEqual([
    "5 minutes left to pay",
    "5 minutes left to pay",
    "2 minutes left to pay",
    "1 minute left to pay",
    "20 seconds left to pay",
  ]);

  await page.clock.runFor(30_000);
  await page.getByRole("alert").getByText("The time to pay has run out").waitFor();
  expect(await page.getByLabel("Full name").inputValue()).toBe("Ada Clock");
  await page.clock.resume();
  expect(await lookAt(page, "checkout-expired")).toEqual([]);
  await page.getByRole("button", { name: "Hold seats" }).click();
  await page.getByRole("heading", { name: "Check before you pay" }).waitFor();
  expect(await left()).toMatch(/^(10:00|9:[345]\d)$/);
}, 120_000);

test("row 26: everything is looked over and can be changed before paying; a double press is one booking", async () => {
  const faults = faultsOf(page, /status of 40/);
  const before = (await bookings()).length;
  await page.goto(site + bookPath(journey, { passengers: "2", children: "1" }));
  await page.getByLabel("Any seat").waitFor();
  await holdSeats(page, "Ada Exampel", "Kim Example");
  const review = page.getByRole("region", { name: "Check before you pay" });
  expect(await review.textContent()).toMatch(
    /München Hbf – Berlin Hbf.*Coach \d+, seats? \d+.*2nd class, Flex.*Kim Example, Child/s,
  );
  expect(await lookAt(page, "checkout-payment")).toEqual([]);

  const seats = await review
    .getByText(/^Coach/)
    .first()
    .textContent();
  await review.getByRole("button", { name: "Change the names" }).click();
  expect(await page.evaluate("document.activeElement.id")).toBe("passenger-1-name");
  expect(await lookAt(page, "checkout-names")).toEqual([]);
  await page.locator("#passenger-1-name").fill("Ada Example");
  await page.getByRole("button", { name: "Go on to payment" }).click();
  await review.getByText("Ada Example, Adult").waitFor();
  expect(
    await review
      .getByText(/^Coach/)
      .first()
      .textContent(),
  ).toBe(seats);
  expect(await review.getByRole("link", { name: "Change the journey" }).getAttribute("href")).toMatch(
    /^\/search\?/,
  );

  let letGo = (): void => undefined;
  const looked = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route("**/api/bookings", async (route) => {
    await looked;
    await route.continue();
  });
  const button = page.getByRole("button", { name: /^Pay/ });
  await button.dblclick();
  expect(await page.getByRole("button", { name: "Paying…" }).isDisabled()).toBe(true);
  await page.keyboard.press("Enter");
  letGo();
  await page.waitForURL(/\/bookings\/[A-Z0-9]{6}/);
  const made = await bookings();
  expect(made).toHaveLength(before + 1);
  expect(made[0]?.passengers.map(({ name }) => name)).toEqual(["Ada Example", "Kim Example"]);
  expect(faults).toEqual([]);
}, 120_000);

test("row 26: a bank that refuses or keeps silent is explained, and the seats stay held", async () => {
  await page.goto(site + bookPath(journey));
  await page.getByLabel("Any seat").waitFor();
  await holdSeats(page, "Ada Example");
  await page.getByLabel("Declined card").check();
  await page.getByRole("button", { name: /^Pay/ }).click();
  await page.getByRole("alert").getByText("The card was declined. Your seats are still held").waitFor();
  expect(await page.title()).toMatch(/^Error: /);
  expect(await lookAt(page, "checkout-declined")).toEqual([]);
  await page.getByLabel("Card that times out").check();
  await page.getByRole("button", { name: /^Pay/ }).click();
  await page
    .getByRole("alert")
    .getByText("The bank did not answer, and nothing is booked yet")
    .waitFor({ timeout: 40_000 });
  expect(await lookAt(page, "checkout-timed-out")).toEqual([]);
  await page.getByLabel("Sandbox card").check();
  expect(await pay(page)).toMatch(/^[A-Z0-9]{6}$/);
}, 120_000);
