import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { waitFor } from "@railbooker/runtime/testing/wait";
import type { Locator, Page } from "playwright-core";
import { type Browser, openBrowser } from "../support/browser.js";
import { searchFor, signIn } from "../support/pages.js";
import { type Product, startProduct } from "../support/product.js";
import { Traveller } from "../support/traveller.js";
import { lookAt } from "./look.js";

let product: Product;
let browser: Browser;
let page: Page;
let site: string;

const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
const dresdenToStuttgart = {
  from: ["dresden", "Dresden Hbf"],
  to: ["stuttgart", "Stuttgart Hbf"],
  time: "17:00",
} as const;

beforeAll(async () => {
  product = await startProduct();
  site = `http://localhost:${product.bookings[0]?.port}`;
  browser = await openBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 60_000);

beforeEach(async () => {
  await page?.close();
  page = await browser.context.newPage();
});

const from = (): Locator => page.getByLabel("From", { exact: true });
const options = (): Locator => page.getByRole("option");
const focused = (what: Locator): Promise<boolean> =>
  waitFor("the focus", () => what.evaluate((node) => node.ownerDocument.activeElement === node));
const spoken = (text: string | RegExp): Promise<void> =>
  page.getByRole("status").getByText(text).first().waitFor();
const cards = (): Locator => page.getByRole("list", { name: "Trains found" }).locator(".journey");
const results = async (query = ""): Promise<void> => {
  await page.goto(`${site}/search?from=DEDRS&to=DESTR&date=${tomorrow}&time=17:00${query}`);
  await cards().first().waitFor();
};

test("row 1: axe finds nothing on the first page, with its panel open, in the results, in an error, with nothing found", async () => {
  await page.goto(site);
  expect(await lookAt(page, "search")).toEqual([]);
  await page.locator("#party > summary").click();
  expect(await lookAt(page, "search-party")).toEqual([]);
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.getByRole("alert").waitFor();
  expect(await lookAt(page, "search-error")).toEqual([]);
  await searchFor(page, site, dresdenToStuttgart);
  await cards().first().waitFor();
  await page.getByText("Stops and changes").first().click();
  expect(await lookAt(page, "results")).toEqual([]);
  await page.route("**/api/trains?*", (route) => route.fulfill({ json: { journeys: [] } }));
  await page.reload();
  await page.getByRole("heading", { name: "No train found" }).waitFor();
  expect(await lookAt(page, "results-empty")).toEqual([]);
}, 120_000);

test("row 3: the station box is a combobox that keys alone work, with the focus in it throughout", async () => {
  await page.goto(site);
  await from().pressSequentially("ber");
  await options().first().waitFor();
  const state = () =>
    from().evaluate((input) => ({
      role: input.getAttribute("role"),
      expanded: input.getAttribute("aria-expanded"),
      controls: input.getAttribute("aria-controls"),
      active: input.getAttribute("aria-activedescendant"),
      focused: input.ownerDocument.activeElement === input,
    }));
  const open = { role: "combobox", expanded: "true", controls: "from-list", focused: true };
  await page.keyboard.press("ArrowDown");
  const first = await state();
  expect(first).toMatchObject({ ...open, active: expect.stringMatching(/^from-list-\d/) });
  await page.keyboard.press("ArrowDown");
  expect((await state()).active).not.toBe(first.active);
  await page.keyboard.press("ArrowUp");
  expect((await state()).active).toBe(first.active);
  await page.keyboard.press("Escape");
  expect(await state()).toMatchObject({ expanded: "false", active: null, focused: true });
  await from().pressSequentially("l");
  await options().first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  expect(await from().inputValue()).toMatch(/^Berlin/);
  expect(await state()).toMatchObject({ expanded: "false", focused: true });
  await page.keyboard.press("Tab");
  expect((await state()).focused).toBe(false);
}, 60_000);

test("row 4: a station is found however it is typed, the best match first", async () => {
  const ways = {
    "München Hbf": ["munchen", "München", "MÜNCHEN HBF", "muenchen", "munich", "DEMUC", "demuc"],
    "Wien Hbf": ["vienna", "wien hbf", "ATVIE"],
    "Praha hl.n.": ["prague", "praha", "czprg"],
  };
  for (const [name, each] of Object.entries(ways)) {
    for (const typed of each) {
      const reply = await fetch(`${site}/api/locations?q=${encodeURIComponent(typed)}&limit=5`);
      const { items } = (await reply.json()) as { items: { name: string }[] };
      expect([typed, items[0]?.name]).toEqual([typed, name]);
    }
  }
  await page.goto(site);
  for (const typed of ["vienna", "ATVIE"]) {
    await from().fill(typed);
    await options().filter({ hasText: "Wien Hbf" }).waitFor();
    await page.keyboard.press("Escape");
  }
}, 60_000);

test("row 5: how many stations were found is said once typing pauses; a late answer to old text is dropped", async () => {
  await page.goto(site);
  let letGo = (): void => undefined;
  const answeredLate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const toOldText = "**/api/locations?q=ham&*";
  await page.route(toOldText, async (route) => {
    const reply = await route.fetch();
    await answeredLate;
    await route.fulfill({ response: reply }).catch(() => undefined);
  });
  const asked = page.waitForRequest(toOldText);
  await from().pressSequentially("ham", { delay: 20 });
  await asked;
  await from().fill("dresden");
  await options().filter({ hasText: "Dresden Hbf" }).waitFor();
  await spoken(/^\d+ stations?$/);
  letGo();
  await page.unroute(toOldText);
  await page.waitForTimeout(1_000);
  expect(await options().filter({ hasText: "Hamburg" }).count()).toBe(0);
}, 60_000);

test("rows 6 and 11: text that is no station is refused; the summary takes the focus, links to its field, and nothing typed is lost", async () => {
  await page.goto(site);
  await from().fill("Atlantis");
  await page.getByLabel("Date").fill("");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  const summary = page.getByRole("alert");
  await summary.getByRole("heading", { name: "There is a problem" }).waitFor();
  await focused(summary);
  expect(await page.title()).toMatch(/^Error: /);
  const link = summary.getByRole("link", { name: /Atlantis/ });
  const words = await link.textContent();
  expect(await from().getAttribute("aria-invalid")).toBe("true");
  const described = await from().getAttribute("aria-describedby");
  expect(await page.locator(`#${described}`).textContent()).toBe(words);
  await link.click();
  await focused(from());
  expect(await from().inputValue()).toBe("Atlantis");
  expect(await summary.getByRole("listitem").count()).toBe(3);
  expect(new URL(page.url()).pathname).toBe("/");
}, 60_000);

test("row 7: the form is a plain GET, its address holds the search, and Back and reload keep it", async () => {
  const plain = await browser.context.browser()?.newContext({ javaScriptEnabled: false });
  const bare = await (plain ?? browser.context).newPage();
  if (plain) {
    await bare.goto(site);
    await bare.getByLabel("From", { exact: true }).fill("Dresden Hbf");
    await bare.getByLabel("To", { exact: true }).fill("Stuttgart Hbf");
    await bare.getByLabel("Date").fill(tomorrow);
    await bare.getByLabel("Time").fill("17:00");
    await bare.getByRole("button", { name: "Search", exact: true }).click();
    const values = new URL(bare.url()).searchParams;
    expect(Object.fromEntries(values)).toMatchObject({ from: "Dresden Hbf", date: tomorrow, adults: "1" });
    await page.goto(bare.url());
    await plain.close();
  } else await results("&adults=1");
  await cards().first().waitFor();
  await page.reload();
  await cards().first().waitFor();
  await page
    .getByRole("link", { name: /^Select/ })
    .first()
    .click();
  await page.waitForURL(/\/book/);
  await page.goBack();
  await cards().first().waitFor();
  await page.getByText("Change search").click();
  expect(await from().inputValue()).toBe("Dresden Hbf");
  expect(await page.getByLabel("Date").inputValue()).toBe(tomorrow);
}, 60_000);

test("row 8: date and time are native and labelled; a past day and one beyond the timetable are refused with the reason", async () => {
  await page.goto(site);
  expect(await page.getByLabel("Date").getAttribute("type")).toBe("date");
  expect(await page.getByLabel("Time").getAttribute("type")).toBe("time");
  await page.getByLabel("Date").fill("2020-01-01");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.getByRole("alert").getByRole("link", { name: "Choose a day from today on" }).waitFor();
  await page.goto(`${site}/search?from=DEDRS&to=DESTR&date=2040-01-01&time=08:00`);
  await page
    .getByRole("alert")
    .getByRole("link", { name: /timetable covers .* lies outside/ })
    .click();
  await focused(page.getByLabel("Date"));
  await page.goto(`${page.url()}&lang=de`);
  await page
    .getByRole("alert")
    .getByRole("link", {
      name: /^Der Fahrplan gilt vom [\d.]+ bis zum [\d.]+; der 01\.01\.2040 liegt außerhalb/,
    })
    .waitFor();
  await browser.context.clearCookies();
}, 60_000);

test("row 9: passengers are counted by type, with buttons or typed; the limit is stated, the total is said", async () => {
  await page.goto(site);
  await page.locator("#party > summary").click();
  await page.getByText("At most 9 passengers").waitFor();
  await page.getByRole("button", { name: "One more: Adults" }).click();
  await page.getByRole("button", { name: "One more: Children (6 to 14)" }).click();
  await spoken("3 passengers (1 child) in total");
  await page.getByRole("button", { name: "One fewer: Adults" }).click();
  await page.getByRole("spinbutton", { name: "Seniors (65 and over)" }).fill("9");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page
    .getByRole("alert")
    .getByRole("link", { name: /at most 9 passengers; these are 11/ })
    .waitFor();
  expect(await page.getByRole("spinbutton", { name: "Adults" }).getAttribute("aria-invalid")).toBe("true");
}, 60_000);

test("row 10: a button with a name swaps the stations", async () => {
  await results();
  await page.getByText("Change search").click();
  await page.getByRole("button", { name: "Swap stations" }).click();
  expect(await from().inputValue()).toBe("Stuttgart Hbf");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.getByRole("heading", { name: "Stuttgart Hbf – Dresden Hbf" }).waitFor();
}, 60_000);

test("row 12: results are a list of headings, read in the order in which they are seen", async () => {
  await results();
  const text = ((await cards().first().textContent()) ?? "").replace(/\s+/g, " ").trim();
  expect(text).toMatch(
    /^\d\d:\d\d – \d\d:\d\d Dresden Hbf Stuttgart Hbf( next day)? \d+ h \d\d min \d changes? · .+ICE .+from €[\d.]+ Select/,
  );
  expect(await cards().first().getByRole("heading", { level: 2 }).count()).toBe(1);
  expect(await page.getByRole("list", { name: "Trains found" }).count()).toBe(1);
});

test("row 13: what a journey has over others is said in words; sorting keeps the focus and says the order", async () => {
  await page.goto(`${site}/search?from=FRPLY&to=DEBER&date=${tomorrow}&time=08:00`);
  await cards().first().waitFor();
  await page.getByText("Cheapest").first().waitFor();
  await page.getByText("Fewest changes").first().waitFor();
  // What most trains have in common is no news of any one.
  for (const badge of ["Cheapest", "Fastest", "Fewest changes"])
    expect(await cards().filter({ hasText: badge }).count()).toBeLessThanOrEqual((await cards().count()) / 2);
  const sort = page.getByLabel("Sort by");
  await sort.focus();
  await sort.selectOption("price");
  await spoken("Sorted by price, cheapest first");
  await focused(sort);
  await waitFor("the cheapest to be first", async () => {
    const prices = (await page.locator(".price strong").allTextContents()).map((price) =>
      Number(price.replace(/[^\d.]/g, "")),
    );
    return prices.length > 1 && prices.join() === prices.toSorted((a, b) => a - b).join();
  });
  await page.getByLabel("Class").selectOption("first");
  await spoken("Prices for 1st class");
  await page.reload();
  await cards().first().waitFor();
  expect(await page.getByLabel("Sort by").inputValue()).toBe("price");
  expect(await page.getByLabel("Class").inputValue()).toBe("first");
}, 60_000);

test("row 14: an arrival on the next day and the time to change are said in words", async () => {
  await results();
  const night = cards().filter({ hasText: "next day" }).first();
  await night.getByText("Stops and changes").click();
  await night
    .getByText(/\smin to change in /)
    .first()
    .waitFor();
  await page.getByText("All times are local to the station").waitFor();
});

test("row 14: from one zone to another, each time is its own station's, and the duration is the true one", async () => {
  await page.goto(`${site}/search?from=GBSPX&to=FRPNO&date=${tomorrow}&time=08:00`);
  const card = cards().first();
  await card.waitFor();
  const asked = `${site}/api/trains?from=GBSPX&to=FRPNO&departAfter=${tomorrow}T08:00&limit=1`;
  const { journeys } = (await (await fetch(asked)).json()) as {
    journeys: { departure: string; arrival: string; durationMinutes: number }[];
  };
  const [first] = journeys;
  if (first === undefined) throw new Error("no train from London to Paris");
  // An hour apart, summer and winter.
  const offset = (time: string): number => Number(time.slice(19, 22));
  expect(offset(first.arrival) - offset(first.departure)).toBe(1);
  const minutes = (time: string): number => Number(time.slice(11, 13)) * 60 + Number(time.slice(14, 16));
  expect(minutes(first.arrival) - minutes(first.departure)).toBe(first.durationMinutes + 60);
  const shown = await card.locator(".times time").allTextContents();
  expect(shown).toEqual([first.departure, first.arrival].map((time) => time.slice(11, 16)));
  await card.getByText("Stops and changes").click();
  await card.getByText("Times are local to each station; here the clocks differ.").waitFor();
}, 60_000);

test.each(["Asia/Tokyo", "America/Los_Angeles"])(
  "in %s the form begins at the network's present, at the station's once it is known, and no train is offered that is gone",
  async (timeZone) => {
    const abroad = await openBrowser({ timeZone });
    try {
      const there = await abroad.context.newPage();
      const begun = Date.now() - 60_000;
      await there.goto(site);
      await there.locator("#swap:not([hidden])").waitFor();
      const when = async (): Promise<string> =>
        `${await there.getByLabel("Date").inputValue()}T${await there.getByLabel("Time").inputValue()}`;
      const clocksOf = (zone: string): string[] =>
        [begun, Date.now()].map((instant) =>
          new Date(instant).toLocaleString("sv-SE", { timeZone: zone }).replace(" ", "T").slice(0, 16),
        );
      const isNow = async (zone: string): Promise<void> => {
        const shown = await when();
        const [earliest = "", latest = ""] = clocksOf(zone);
        expect(shown >= earliest && shown <= latest).toBe(true);
      };
      await isNow("Europe/Berlin");
      await there.getByLabel("From", { exact: true }).fill("lisbon");
      await there.getByRole("option", { name: "Lisboa Santa Apolónia" }).click();
      await isNow("Europe/Lisbon");
      await there.getByLabel("From", { exact: true }).fill("berlin");
      await there.getByRole("option", { name: "Berlin Hbf" }).click();
      await there.getByLabel("To", { exact: true }).fill("hamburg");
      await there.getByRole("option", { name: "Hamburg Hbf" }).click();
      await there.getByRole("button", { name: "Search", exact: true }).click();
      await there.locator(".journey a.button").first().waitFor();
      const asked = Date.parse(new URL(there.url()).searchParams.get("departAfter") ?? "");
      expect(asked).toBeGreaterThanOrEqual(begun);
      expect(asked).toBeLessThanOrEqual(Date.now());
      await there.goto(site);
      const again = await there.getByRole("link", { name: "Berlin Hbf – Hamburg Hbf" }).getAttribute("href");
      const instant = Date.parse(new URL(again ?? "", site).searchParams.get("departAfter") ?? "");
      expect(instant).toBeGreaterThanOrEqual(begun);
      expect(instant).toBeLessThanOrEqual(Date.now());
    } finally {
      await abroad.close();
    }
  },
  90_000,
);

test("a train that has left stays in the list, in words, without a way to select it; its page says so too", async () => {
  interface Found {
    departed?: boolean;
    offers: unknown[];
  }
  const gone = (journey: Found): void => {
    journey.departed = true;
    journey.offers = [];
  };
  await page.route("**/api/trains?*", async (route) => {
    const reply = await route.fetch();
    const body = (await reply.json()) as { journeys: Found[] };
    for (const journey of body.journeys.slice(0, 1)) gone(journey);
    await route.fulfill({ response: reply, json: body });
  });
  await results();
  await cards().first().getByText("Departed").waitFor();
  expect(await cards().first().getByRole("link").count()).toBe(0);
  await page.route("**/api/journeys/*", async (route) => {
    const reply = await route.fetch();
    const body = (await reply.json()) as Found;
    gone(body);
    await route.fulfill({ response: reply, json: body });
  });
  await page
    .getByRole("link", { name: /^Select/ })
    .first()
    .click();
  await page.getByText(/ has left\. Go back and choose a later train\./).waitFor();
}, 60_000);

test("who wants to be there by a time gets the last trains that do it, latest first; earlier and later ones join at their ends", async () => {
  const arriveBy = async (): Promise<void> => {
    await page.getByLabel("When").selectOption({ label: "Arrive by" });
  };
  await searchFor(page, site, { ...dresdenToStuttgart, time: "20:00", more: arriveBy });
  await page.getByText("arriving by 20:00").waitFor();
  await cards().first().waitFor();
  expect(new URL(page.url()).searchParams.get("arriveBefore")).toMatch(`${tomorrow}T20:00:00+0`);
  const arrivals = (): Promise<string[]> =>
    page.locator(".times time:last-of-type").evaluateAll((times) => times.map((time) => time.dateTime));
  const first = await arrivals();
  expect(first).toEqual([...first].sort().reverse());
  const by = new URL(page.url()).searchParams.get("arriveBefore") ?? "";
  expect(Date.parse(first[0] ?? "")).toBeLessThanOrEqual(Date.parse(by));
  expect(await page.getByLabel("Sort by").inputValue()).toBe("arrival");
  await page.getByRole("button", { name: "Later trains" }).click();
  await cards().nth(first.length).waitFor();
  const withLater = await arrivals();
  expect(withLater.slice(-first.length)).toEqual(first);
  expect(Date.parse(withLater[0] ?? "")).toBeGreaterThan(Date.parse(first[0] ?? ""));
  await page.getByRole("button", { name: "Earlier trains" }).click();
  await cards().nth(withLater.length).waitFor();
  const all = await arrivals();
  expect(all.slice(0, withLater.length)).toEqual(withLater);
  expect(all).toEqual([...all].sort().reverse());
  await page.getByText("Change search").click();
  expect(await page.getByLabel("When").inputValue()).toBe("arrival");
  expect(await page.getByLabel("Time").inputValue()).toBe("20:00");
  await page.goto(`${site}/search?from=GBSPX&to=FRPNO&by=arrival&date=${tomorrow}&time=18:00`);
  await cards().first().waitFor();
  // By the clock of Paris, as the form without a script means it.
  const [last = ""] = await arrivals();
  expect(last.slice(11, 16) <= "18:00").toBe(true);
}, 90_000);

test("row 15: earlier and later trains join the list; scroll and focus stay", async () => {
  await results();
  for (const name of ["Later trains", "Earlier trains"]) {
    const before = await cards().count();
    const button = page.getByRole("button", { name });
    await button.focus();
    const top = await button.evaluate((each) => each.ownerDocument.defaultView?.scrollY);
    await page.keyboard.press("Enter");
    await cards().nth(before).waitFor();
    await focused(button);
    await waitFor(
      "the page to stand where it stood",
      async () => (await button.evaluate((each) => each.ownerDocument.defaultView?.scrollY)) === top,
    );
  }
}, 60_000);

test("row 16: the list comes into places kept for it: hardly anything moves, at 320 pixels neither", async () => {
  for (const width of [1280, 320]) {
    const busy: number[] = [];
    await page.setViewportSize({ width, height: 900 });
    await page.route("**/api/trains?*", async (route) => {
      const reply = await route.fetch();
      busy.push(await page.locator("[aria-busy=true]").count());
      await route.fulfill({ response: reply });
    });
    await results();
    await page.waitForTimeout(500);
    const shift = await page.evaluate(
      () =>
        new Promise<number>((done) => {
          new PerformanceObserver((list) =>
            done(
              (list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[])
                .filter(({ hadRecentInput }) => !hadRecentInput)
                .reduce((sum, { value }) => sum + value, 0),
            ),
          ).observe({ type: "layout-shift", buffered: true } as never);
          setTimeout(() => done(0), 1_000);
        }),
    );
    expect(shift).toBeLessThan(0.05);
    expect(busy[0]).toBe(1);
    await page.unroute("**/api/trains?*");
  }
}, 60_000);

test("row 17: what is sold out stays in the list, in words, without a way to select it", async () => {
  await page.route("**/api/trains?*", async (route) => {
    const reply = await route.fetch();
    const body = (await reply.json()) as { journeys: { offers: { seatsLeft: number }[] }[] };
    for (const offer of body.journeys[0]?.offers ?? []) offer.seatsLeft = 0;
    await route.fulfill({ response: reply, json: body });
  });
  await results();
  const first = cards().first();
  await first.getByText("Sold out").waitFor();
  expect(await first.getByRole("link", { name: /^Select/ }).count()).toBe(0);
  expect(
    await cards()
      .nth(1)
      .getByRole("link", { name: /^Select/ })
      .count(),
  ).toBe(1);
});

test("a search made before is on the first page again, until signing out", async () => {
  const { email, password } = await new Traveller(site).register("Sara Searcher");
  await signIn(page, site, { email, password });
  await results();
  await page.goto(site);
  const recent = page.getByRole("region", { name: "Recent searches" });
  await recent.getByRole("link", { name: "Dresden Hbf – Stuttgart Hbf" }).click();
  await cards().first().waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(`${site}/`);
  await page.getByRole("link", { name: "Sign in" }).waitFor();
  expect(await recent.count()).toBe(0);
  expect(await page.evaluate("localStorage.getItem('rb:recent')")).toBeNull();
}, 60_000);
