import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Locator, Page } from "playwright-core";
import { type Browser, openBrowser } from "../support/browser.js";
import { faultsOf, holdSeats, pay, register, searchFor, selectFirst } from "../support/pages.js";
import { type Product, startProduct } from "../support/product.js";
import { Traveller } from "../support/traveller.js";
import { lookAt } from "./look.js";

let product: Product;
let site: string;
let browser: Browser;

beforeAll(async () => {
  product = await startProduct({ env: { PURCHASE_LIMIT: "off" } });
  site = `http://localhost:${product.bookings[0]?.port}`;
  // Where the trains are, so that "now", with which the search begins, is a time at which they still run.
  browser = await openBrowser({ timeZone: "Europe/Berlin" });
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 60_000);

/** What is wrong with how the focus is shown at this moment; nothing where all is well. */
const focusFault = `(() => {
  const at = document.activeElement;
  if (at === null || at === document.body) return "";
  const near = [at, at.parentElement, at.parentElement?.parentElement].filter(Boolean);
  const name = at.id || at.getAttribute("aria-label") || at.textContent.trim().slice(0, 40);
  if (!near.some((node) => getComputedStyle(node).outlineStyle !== "none" && parseFloat(getComputedStyle(node).outlineWidth) >= 2))
    return name + " shows no focus";
  const { left, top, width, height } = at.getBoundingClientRect();
  const seen = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]].some(([x, y]) => {
    const over = document.elementFromPoint(left + width * x, top + height * y);
    return over !== null && (over.contains(at) || at.contains(over) || over.closest("label")?.contains(at));
  });
  return seen ? "" : name + " is hidden";
})()`;

const isFocused = (node: unknown) =>
  node === (globalThis as unknown as { document: { activeElement: unknown } }).document.activeElement;

/** Goes on with Tab until the focus is there; every stop on the way must be seen. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 80; presses++) {
    if (await target.evaluate(isFocused)) return;
    await page.keyboard.press("Tab");
    expect(await page.evaluate<string>(focusFault)).toBe("");
  }
  throw new Error(`80 presses of Tab did not reach ${target}`);
}

async function press(page: Page, target: Locator, key = "Enter"): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

async function type(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

test("row 2: a whole purchase by keyboard alone, with the focus in sight at every stop", async () => {
  const page = await browser.context.newPage();
  const faults = faultsOf(page);
  const button = (name: string | RegExp) => page.getByRole("button", { name });
  await page.goto(`${site}/register`);
  await type(page, page.getByLabel("Name"), "Kay Keyboard");
  await type(page, page.getByLabel("E-mail"), "kay.keyboard@example.org");
  await type(page, page.getByLabel("Password"), "a few words in a row");
  await page.keyboard.press("Enter");
  await button(/Notifications/).waitFor();

  await press(page, page.getByRole("link", { name: "RailBooker" }).first());
  for (const [label, typed, station] of [
    ["From", "munchen", "München Hbf"],
    ["To", "berlin h", "Berlin Hbf"],
  ] as const) {
    await type(page, page.getByLabel(label, { exact: true }), typed);
    await page.getByRole("option", { name: station }).first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
  }
  await press(page, page.getByRole("button", { name: "Search", exact: true }));
  await page.waitForURL(/\/search\?/);
  await press(page, page.getByRole("link", { name: /^Select/ }).nth(1));
  await page.waitForURL(/\/book/);

  // Radio buttons are one stop, on which arrow keys choose.
  await tabTo(page, page.locator("input[name=offer]:checked"));
  await page.keyboard.press("ArrowDown");
  await tabTo(page, page.getByLabel("Any seat"));
  await page.keyboard.press("ArrowDown");
  const plan = page.getByRole("group", { name: /^Coach \d+, / });
  await tabTo(page, plan.locator("input[tabindex='0']"));
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await plan.getByRole("checkbox", { checked: true }).waitFor();
  await type(page, page.getByLabel("Full name"), "Kay Keyboard");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Check before you pay" }).waitFor();
  await press(page, button(/^Pay/));
  await page.waitForURL(/\/bookings\/[A-Z0-9]{6}/);
  await page.getByText("Thank you, your booking is confirmed").waitFor();
  expect(faults).toEqual([]);
  await page.close();
}, 180_000);

test("a whole purchase on a screen of 320 pixels: nothing is wider, cut off or too small for a thumb", async () => {
  await browser.context.clearCookies();
  const page = await browser.context.newPage();
  await page.setViewportSize({ width: 320, height: 640 });
  const narrow = async () => {
    const { wide, small } = await page.evaluate<{ wide: number; small: string[] }>(`(() => {
      const own = [...document.querySelectorAll("main :is(a, button, input, select)")];
      const targets = own.filter((node) => node.offsetParent !== null && !node.closest("p, li"));
      const small = targets.filter((node) => {
        const { width, height } = (node.closest("label") ?? node).getBoundingClientRect();
        return Math.min(width, height) < 24;
      });
      return {
        wide: document.documentElement.scrollWidth,
        small: small.map((node) => node.outerHTML),
      };
    })()`);
    expect({ wide, small }).toEqual({ wide: 320, small: [] });
  };
  const email = "tiny.screen@example.org";
  await register(page, site, { email, name: "Tiny Screen", password: "a few words in a row" });
  await narrow();
  await searchFor(page, site, { from: ["munchen", "München Hbf"], to: ["berlin h", "Berlin Hbf"] });
  await page
    .getByRole("link", { name: /^Select/ })
    .first()
    .waitFor();
  await narrow();
  await selectFirst(page);
  await page.getByLabel("Choose seats on the plan").check();
  await page.getByRole("checkbox", { name: /free$/ }).nth(20).check({ force: true });
  await narrow();
  await holdSeats(page, "Tiny Screen");
  await narrow();
  await pay(page);
  await page.getByRole("img", { name: /^QR code/ }).waitFor();
  await narrow();
  await page.close();
}, 120_000);

test("a whole purchase in German, with no English left over", async () => {
  const english =
    /\b(the|your|seats?|coach|passengers?|payment|platform|tickets? (is|was|are)|search|change)\b/i;
  const german = await openBrowser({ timeZone: "Europe/Berlin" });
  try {
    const ada = await new Traveller(site).register("Greta Beispiel");
    const page = await german.context.newPage();
    const faults = faultsOf(page);
    await page.goto(`${site}/?lang=de`);
    await page.goto(`${site}/sign-in`);
    await page.getByLabel("E-Mail").fill(ada.email);
    await page.getByLabel("Passwort").fill(ada.password);
    await page.getByRole("button", { name: "Anmelden" }).click();
    await page.waitForURL(/\/bookings$/);
    const look = async (name: string) => {
      expect(await page.evaluate("document.documentElement.lang")).toBe("de");
      expect(await page.evaluate<string>("document.body.innerText")).not.toMatch(english);
      expect(await lookAt(page, `${name}-de`)).toEqual([]);
    };
    await look("bookings");

    await page.goto(site);
    for (const [label, typed, station] of [
      ["Von", "munchen", "München Hbf"],
      ["Nach", "berlin h", "Berlin Hbf"],
    ] as const) {
      await page.getByLabel(label, { exact: true }).fill(typed);
      await page.getByRole("option", { name: station }).first().click();
    }
    await look("home");
    await page.getByRole("button", { name: "Suchen", exact: true }).click();
    const select = page.getByRole("link", { name: /^Auswählen/ }).nth(1);
    await select.waitFor();
    await look("results");
    await select.click();
    await page.getByLabel("Plätze auf dem Plan wählen").check();
    await page
      .getByRole("checkbox", { name: /^Wagen \d+, Platz \d+, .*frei$/ })
      .nth(9)
      .check({ force: true });
    await look("checkout");
    await page.getByLabel("Vor- und Nachname").fill("Greta Beispiel");
    await page.getByRole("button", { name: "Plätze reservieren" }).click();
    await page.getByRole("heading", { name: "Prüfen Sie alles, bevor Sie zahlen" }).waitFor();
    await look("payment");
    await page.getByRole("button", { name: /^\d+,\d\d\s€ zahlen$/ }).click();
    await page.waitForURL(/\/bookings\/[A-Z0-9]{6}/);
    await page.getByText("Danke, Ihre Buchung ist bestätigt").waitFor();
    await page.getByRole("img", { name: /^QR-Code/ }).waitFor();
    expect(await page.evaluate("document.documentElement.lang")).toBe("de");
    // What comes from the server is in the language of the account, which is not the page's to choose.
    expect(await page.evaluate<string>("document.querySelector('main').innerText")).not.toMatch(english);
    expect(await lookAt(page, "trip-de")).toEqual([]);
    expect(faults).toEqual([]);
  } finally {
    await german.close();
  }
}, 180_000);
