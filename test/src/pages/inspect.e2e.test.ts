import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { waitFor } from "@railbooker/runtime/testing/wait";
import type { Page } from "playwright-core";
import { type Browser, openBrowser } from "../support/browser.js";
import { lastingTicket, signingKeyOf } from "../support/lasting-ticket.js";
import { newOperator } from "../support/operator.js";
import { faultsOf, signIn } from "../support/pages.js";
import { keys, type Product, startProduct } from "../support/product.js";
import { Traveller } from "../support/traveller.js";
import { lookAt } from "./look.js";

const ownKeys = keys();
const signingKey = signingKeyOf(ownKeys);
let product: Product;
let site: string;
let browser: Browser;
let page: Page;
let ada: Traveller;
let inspector: Traveller;
let faults: string[];

beforeAll(async () => {
  product = await startProduct({ env: { ...ownKeys, PURCHASE_LIMIT: "off" } });
  site = `http://localhost:${product.bookings[0]?.port}`;
  browser = await openBrowser({ width: 375, height: 812 });
  [ada, inspector] = [await new Traveller(site).register(), await newOperator(product, "inspector")];
  page = await browser.context.newPage();
  await page.addInitScript({ content: recordStatus });
  faults = faultsOf(page, /status of 40[13]|ERR_INTERNET_DISCONNECTED/);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 60_000);

const newTicket = (key: KeyObject = signingKey) => lastingTicket(ada, key);
const goOnDuty = (who: Traveller) => signIn(page, site, who, "/inspect");

async function check(code: string): Promise<string | null> {
  await page.getByLabel("Code of the ticket").fill(code);
  await page.getByRole("button", { name: "Check", exact: true }).click();
  return verdict();
}

async function verdict(): Promise<string | null> {
  await page.locator("[aria-busy=false] [data-verdict]").waitFor();
  return page.locator("[data-verdict]").getAttribute("data-verdict");
}

/** Axe finds nothing in the state that is shown, in either look; the one status region has said its words. */
async function seen(name: string): Promise<void> {
  expect(await lookAt(page, `inspect-${name}`)).toEqual([]);
  await page.setViewportSize({ width: 375, height: 812 });
  expect(await page.getByRole("status").count()).toBe(1);
}

/** What is said leaves the page by itself, so that it is written down. */
const recordStatus = `
  window.said = [];
  addEventListener("DOMContentLoaded", () =>
    new MutationObserver((records) => {
      for (const { addedNodes } of records) for (const node of addedNodes) window.said.push(node.textContent);
    }).observe(document.querySelector("[role=status]") ?? document, { childList: true }));
`;

/** Row 27: what comes by itself is said in the page's one status region. */
async function said(words: RegExp): Promise<void> {
  await waitFor(`the status region to say ${words}`, async () =>
    (await page.evaluate<string[]>("said")).some((line) => words.test(line)),
  );
}

describe("who may come in", () => {
  test("a visitor is told to sign in, a traveller that the page is not for them", async () => {
    await page.goto(`${site}/inspect`);
    await page.getByRole("heading", { name: "Sign in to inspect tickets" }).waitFor();
    await seen("visitor");
    await goOnDuty(ada);
    await page.getByRole("heading", { name: "This page is for inspectors" }).waitFor();
    await seen("not-inspector");
    // On a phone the header has no room for it.
    await page.goto(`${site}/account`);
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.waitForURL(`${site}/`);
  }, 60_000);
});

describe("an inspector", () => {
  let onBoard: { code: string; reference: string; runId: string };

  beforeAll(async () => {
    onBoard = await newTicket();
    await goOnDuty(inspector);
    await page.goto(`${site}/inspect?run=${encodeURIComponent(onBoard.runId)}`);
    await page.getByText("Leaves at").waitFor();
  }, 60_000);

  beforeEach(async () => {
    await page.goto(`${site}/inspect`);
    await page.locator("main").getByText("Connected").waitFor();
  }, 30_000);

  test("row 27: reads valid, then already used; the one status region says so", async () => {
    await seen("ready");
    expect(await check(onBoard.code)).toBe("valid");
    expect(await page.locator(".verdict-facts").textContent()).toContain(onBoard.reference);
    await said(/^Valid\. .*Coach/);
    await seen("valid");
    expect(await check(onBoard.code)).toBe("already-used");
    await said(/^Already used\./);
    await page
      .locator(".verdict")
      .getByText(/First read at .* by Olga Operator/)
      .waitFor();
    await seen("used");
  }, 60_000);

  test("reads revoked, forged, and no code at all", async () => {
    const cancelled = await newTicket();
    await ada.call("POST", `/api/bookings/${cancelled.reference}/cancel`);
    expect(await check(cancelled.code)).toBe("revoked");
    await said(/^Cancelled\./);
    await seen("revoked");
    expect(await check((await newTicket(generateKeyPairSync("ed25519").privateKey)).code)).toBe("forged");
    expect(await check("hello")).toBe("forged");
    await said(/^Forged\./);
    await seen("forged");
    await page.getByRole("button", { name: "Check", exact: true }).click();
    await page.getByText("Enter the code that stands below").waitFor();
    await seen("no-code");
  }, 60_000);

  test("chooses another train from the departures, and reads the wrong one", async () => {
    await page.getByRole("button", { name: "Change" }).click();
    await page.getByLabel("Station where you board").fill("hamburg");
    await page.getByRole("option", { name: "Hamburg Hbf" }).first().click();
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    await page.getByLabel("Day").fill(tomorrow);
    await page.getByLabel("From", { exact: true }).fill("08:00");
    await page.getByRole("button", { name: "Show trains" }).click();
    const trains = page.locator(".inspect-trains button");
    await trains.first().waitFor();
    await said(/^\d+ trains found\.$/);
    await seen("trains");
    await trains.first().click();
    await page.getByText("Leaves at").waitFor();
    const ticket = await newTicket();
    expect(await check(ticket.code)).toBe("wrong-run");
    await seen("wrong-train");
    await page.getByRole("button", { name: "Any train" }).click();
    expect(await check(ticket.code)).toBe("valid");
  }, 60_000);

  test("without a network: opens, verifies, keeps; then hands in, and tells what was otherwise", async () => {
    const [good, usedElsewhere, cancelled] = [await newTicket(), await newTicket(), await newTicket()];
    const forged = await newTicket(generateKeyPairSync("ed25519").privateKey);
    await ada.call("POST", `/api/bookings/${cancelled.reference}/cancel`);
    // Readers on the way may keep the list of cancelled tickets for half a minute; this one asks past them.
    await page.reload();
    await page.locator("main").getByText("Connected").waitFor();
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)");
    await inspector.call("POST", "/api/tickets/inspect", { code: usedElsewhere.code });

    await browser.context.setOffline(true);
    await page.reload();
    await page.locator("main").getByText("No connection: this device checks alone").waitFor();
    await said(/^No connection: this device checks alone$/);
    expect(await check(good.code)).toBe("valid");
    await seen("alone");
    expect(await check(good.code)).toBe("already-used");
    expect(await check(usedElsewhere.code)).toBe("valid");
    expect(await check(cancelled.code)).toBe("revoked");
    expect(await check(forged.code)).toBe("forged");
    const [head, payload, signature] = good.code.split(".");
    expect(
      await check(`${head}.${payload}.${signature?.replace(/^./, (c) => (c === "A" ? "B" : "A"))}`),
    ).toBe("forged");
    await page.getByText("4 readings wait to be handed in.").waitFor();

    // What is kept survives the page.
    await page.reload();
    await page.getByText("4 readings wait to be handed in.").waitFor();
    await browser.context.setOffline(false);
    await page.locator("main").getByText("Connected").waitFor();
    await page.getByText("wait to be handed in.").waitFor({ state: "detached" });
    await page.getByRole("heading", { name: "Found otherwise afterwards" }).waitFor();
    await page.getByText(`Booking ${usedElsewhere.reference}`).waitFor();
    await seen("disputes");
    const again = await inspector.call<{ reason: string }>("POST", "/api/tickets/inspect", {
      code: good.code,
    });
    expect(again.body.reason).toBe("already-used");
    await page.getByRole("button", { name: "Seen" }).click();
    await page.getByRole("heading", { name: "Found otherwise afterwards" }).waitFor({ state: "detached" });
  }, 90_000);

  test("the language is changed with and without a network; both open alone afterwards", async () => {
    const heading = (words: string) => page.getByRole("heading", { level: 1, name: words });
    const change = (to: string) => page.getByRole("link", { name: to, exact: true }).click();
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)");
    await change("Deutsch");
    await heading("Tickets kontrollieren").waitFor();
    await seen("german");
    await browser.context.setOffline(true);
    await page.reload();
    await heading("Tickets kontrollieren").waitFor();
    await change("English");
    await heading("Inspect tickets").waitFor();
    expect(page.url()).toBe(`${site}/inspect`);
    await page.reload();
    await heading("Inspect tickets").waitFor();
    await browser.context.setOffline(false);
    await page.reload();
    await heading("Inspect tickets").waitFor();
  }, 60_000);

  test("a device that nobody was on duty with says what to do first", async () => {
    await page.evaluate(
      "new Promise((done) => { const drop = indexedDB.deleteDatabase('railbooker-inspect'); drop.onsuccess = drop.onblocked = done; })",
    );
    await page.goto("about:blank");
    await browser.context.setOffline(true);
    await page.goto(`${site}/inspect`);
    await page.getByRole("heading", { name: "Open this page once with a connection" }).waitFor();
    await seen("first-time-offline");
    await browser.context.setOffline(false);
  }, 60_000);

  test("nothing failed unseen on the way", () => {
    expect(faults).toEqual([]);
  });
});
