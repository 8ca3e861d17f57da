import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { type Browser, openBrowser } from "../support/browser.js";
import { newOperator } from "../support/operator.js";
import { faultsOf, signIn } from "../support/pages.js";
import { keys, type Product, startProduct } from "../support/product.js";
import { Traveller } from "../support/traveller.js";

const ownKeys = keys();
const signingKey = createPrivateKey(
  Buffer.from(ownKeys["TICKET_SIGNING_KEY"] ?? "", "base64").toString("utf8"),
);
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
  faults = faultsOf(page, /status of 40[13]|ERR_INTERNET_DISCONNECTED/);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 60_000);

/**
 * The code of a new ticket for tomorrow, good from midnight of today for weeks: so that the hour at which the test runs does not
 * matter. The validity is the last four bytes of the payload.
 */
async function newTicket(key: KeyObject = signingKey) {
  const booking = await ada.buy("München", "Berlin");
  const payload = Buffer.from(booking.tickets[0]?.code.split(".")[1] ?? "", "base64url");
  payload.writeUInt16BE(0, payload.length - 4);
  payload.writeUInt16BE(0xffff, payload.length - 2);
  const head = `RB1.${payload.toString("base64url")}`;
  const code = `${head}.${sign(null, Buffer.from(head), key).toString("base64url")}`;
  return { code, reference: booking.reference, runId: booking.legs[0]?.runId ?? "" };
}

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

/** No violation of WCAG 2.2 A and AA in the state that is shown. */
async function accessible(): Promise<void> {
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const runner = (globalThis as unknown as { axe: { run(options: unknown): Promise<AxeResult> } }).axe;
    const values = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
    const { violations } = await runner.run({ runOnly: { type: "tag", values } });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
  expect(found).toEqual([]);
}
interface AxeResult {
  violations: { id: string; nodes: { html: string }[] }[];
}

/** Shows how the page looks, where SCREENSHOTS names a folder. */
async function picture(name: string): Promise<void> {
  const folder = process.env["SCREENSHOTS"];
  if (folder === undefined) return;
  for (const [width, scheme] of [
    [375, "light"],
    [375, "dark"],
    [1280, "light"],
    [1280, "dark"],
  ] as const) {
    await page.setViewportSize({ width, height: 812 });
    await page.emulateMedia({ colorScheme: scheme });
    await page.screenshot({ path: `${folder}/${name}-${width}-${scheme}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: 375, height: 812 });
  await page.emulateMedia({ colorScheme: "light" });
}

describe("who may come in", () => {
  test("a visitor is told to sign in, a traveller that the page is not for them", async () => {
    await page.goto(`${site}/inspect`);
    await page.getByRole("heading", { name: "Sign in to inspect tickets" }).waitFor();
    await accessible();
    await goOnDuty(ada);
    await page.getByRole("heading", { name: "This page is for inspectors" }).waitFor();
    await accessible();
    await picture("not-inspector");
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
    await page.getByText("Connected").waitFor();
  }, 30_000);

  test("reads valid, then already used; axe has nothing to say, in dark neither", async () => {
    await picture("ready");
    expect(await check(onBoard.code)).toBe("valid");
    expect(await page.locator(".verdict-facts").textContent()).toContain(onBoard.reference);
    await accessible();
    await picture("valid");
    expect(await check(onBoard.code)).toBe("already-used");
    await page.getByText(/First read at .* by Olga Operator/).waitFor();
    await page.emulateMedia({ colorScheme: "dark" });
    await accessible();
    await page.emulateMedia({ colorScheme: "light" });
    await picture("used");
  }, 60_000);

  test("reads revoked, forged, and no code at all", async () => {
    const cancelled = await newTicket();
    await ada.call("POST", `/api/bookings/${cancelled.reference}/cancel`);
    expect(await check(cancelled.code)).toBe("revoked");
    expect(await check((await newTicket(generateKeyPairSync("ed25519").privateKey)).code)).toBe("forged");
    expect(await check("hello")).toBe("forged");
    await accessible();
    await picture("forged");
    await page.getByRole("button", { name: "Check", exact: true }).click();
    await page.getByText("Enter the code that stands below").waitFor();
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
    await accessible();
    await picture("trains");
    await trains.first().click();
    await page.getByText("Leaves at").waitFor();
    const ticket = await newTicket();
    expect(await check(ticket.code)).toBe("wrong-run");
    await page.getByRole("button", { name: "Any train" }).click();
    expect(await check(ticket.code)).toBe("valid");
  }, 60_000);

  test("without a network: opens, verifies, keeps; then hands in, and tells what was otherwise", async () => {
    const [good, usedElsewhere, cancelled] = [await newTicket(), await newTicket(), await newTicket()];
    const forged = await newTicket(generateKeyPairSync("ed25519").privateKey);
    await ada.call("POST", `/api/bookings/${cancelled.reference}/cancel`);
    // Readers on the way may keep the list of cancelled tickets for half a minute; this one asks past them.
    await page.reload();
    await page.getByText("Connected").waitFor();
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)");
    await inspector.call("POST", "/api/tickets/inspect", { code: usedElsewhere.code });

    await browser.context.setOffline(true);
    await page.reload();
    await page.getByText("No connection: this device checks alone").waitFor();
    expect(await check(good.code)).toBe("valid");
    await accessible();
    await picture("alone");
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
    await page.getByText("Connected").waitFor();
    await page.getByText("wait to be handed in.").waitFor({ state: "detached" });
    await page.getByRole("heading", { name: "Found otherwise afterwards" }).waitFor();
    await page.getByText(`Booking ${usedElsewhere.reference}`).waitFor();
    await accessible();
    await picture("disputes");
    const again = await inspector.call<{ reason: string }>("POST", "/api/tickets/inspect", {
      code: good.code,
    });
    expect(again.body.reason).toBe("already-used");
    await page.getByRole("button", { name: "Seen" }).click();
    await page.getByRole("heading", { name: "Found otherwise afterwards" }).waitFor({ state: "detached" });
  }, 90_000);

  test("nothing failed unseen on the way", () => {
    expect(faults).toEqual([]);
  });
});
