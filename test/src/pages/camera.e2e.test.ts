import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { type Browser, openBrowser } from "../support/browser.js";
import { filmCode } from "../support/filmed-code.js";
import { lastingTicket, signingKeyOf } from "../support/lasting-ticket.js";
import { newOperator } from "../support/operator.js";
import { faultsOf, signIn } from "../support/pages.js";
import { keys, type Product, startProduct } from "../support/product.js";
import { Traveller } from "../support/traveller.js";
import { lookAt } from "./look.js";

const ownKeys = keys();
/** A name that leads to the product without making the connection one that browsers trust, as this machine's own is. */
const untrusted = "railbooker.test";
let product: Product;
let site: string;
let inspector: Traveller;
let browser: Browser | undefined;
let folder: string;
let film: string;
let reference: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "railbooker-film-"));
  film = join(folder, "ticket.y4m");
  product = await startProduct({ env: { ...ownKeys, PURCHASE_LIMIT: "off" } });
  site = `http://localhost:${product.bookings[0]?.port}`;
  inspector = await newOperator(product, "inspector");
  const ada = await new Traveller(site).register();
  const ticket = await lastingTicket(ada, signingKeyOf(ownKeys));
  reference = ticket.reference;
  await filmCode(film, ticket.code);
}, 180_000);

afterEach(async () => {
  await browser?.close();
  browser = undefined;
});

afterAll(async () => {
  await product?.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

/** The inspector's page in a browser of its own, for what a browser has for a camera is settled when it starts. */
async function onDuty(...args: string[]): Promise<Page> {
  browser = await openBrowser({ width: 375, height: 812, args });
  const page = await browser.context.newPage();
  await signIn(page, site, inspector, "/inspect");
  await page.getByText("Connected").first().waitFor();
  return page;
}

const scan = (page: Page) => page.getByRole("button", { name: "Scan with the camera" });
const filmed = () => ["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${film}`];
const allowed = "--use-fake-ui-for-media-stream";

/** What the page says where the camera does not start; the code can be entered all the same. */
async function refused(page: Page, words: string, picture: string): Promise<void> {
  await scan(page).click();
  await page.getByRole("alert").getByText(words).waitFor();
  expect(await page.locator("video").isVisible()).toBe(false);
  expect(await lookAt(page, picture)).toEqual([]);
  await page.getByLabel("Code of the ticket").fill("hello");
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await page.locator("[data-verdict=forged]").waitFor();
}

test("a code before the camera is read by itself, once, by the library where the browser has no reader", async () => {
  const page = await onDuty(...filmed(), allowed);
  const faults = faultsOf(page);
  expect(await page.evaluate("'BarcodeDetector' in window")).toBe(false);
  await scan(page).click();
  await page.locator("[data-verdict=valid]").waitFor();
  expect(await page.locator(".verdict-facts").textContent()).toContain(reference);
  expect(await lookAt(page, "inspect-camera")).toEqual([]);
  // Still held before the camera: it is looked at again and again, and has been read once.
  await page.waitForTimeout(1_500);
  await page.getByText("1 good, 0 not good").waitFor();
  await page.locator("[data-verdict=valid]").waitFor();

  const stop = page.getByRole("button", { name: "Stop the camera" });
  await stop.click();
  expect(await page.locator("video").isVisible()).toBe(false);
  await scan(page).click();
  await page.locator("[data-verdict=already-used]").waitFor();
  // Nobody presses it any more: the camera goes.
  await page.evaluate(
    "document.querySelector('video').srcObject.getTracks()[0].dispatchEvent(new Event('ended'))",
  );
  await page.getByRole("alert").getByText("The camera has stopped.").waitFor();
  await scan(page).waitFor();
  expect(faults).toEqual([]);
}, 90_000);

test("a camera that may not be used, and one that is not there, are told apart", async () => {
  await refused(
    await onDuty(...filmed(), "--deny-permission-prompts"),
    "The camera may not be used.",
    "inspect-camera-denied",
  );
  await browser?.close();
  await refused(await onDuty(), "No camera was found.", "inspect-camera-none");
}, 120_000);

test("without encryption the page says that the camera needs it", async () => {
  const page = await onDuty(...filmed(), allowed, `--host-resolver-rules=MAP ${untrusted} 127.0.0.1`);
  const cookies = await page.context().cookies();
  await page.context().addCookies(cookies.map((cookie) => ({ ...cookie, domain: untrusted })));
  await page.goto(`${site.replace("localhost", untrusted)}/inspect`);
  expect(await page.evaluate("isSecureContext")).toBe(false);
  await scan(page).click();
  await page.getByRole("alert").getByText("The camera needs an encrypted connection").waitFor();
  expect(await lookAt(page, "inspect-camera-insecure")).toEqual([]);
}, 60_000);

test("the reader of codes is at hand without a network; where it cannot be loaded, the page says so", async () => {
  const page = await onDuty(...filmed(), allowed);
  await page.evaluate("navigator.serviceWorker.ready.then(() => true)");
  await page.reload();
  await page.getByText("Connected").first().waitFor();
  await page.context().setOffline(true);
  await page.reload();
  await page.getByText("this device checks alone").first().waitFor();
  await scan(page).click();
  await page.locator("[data-verdict]").waitFor();
  expect(await page.locator(".verdict-facts").textContent()).toContain(reference);
  await browser?.close();

  const bare = await onDuty(...filmed(), allowed);
  const reader = /\/assets\/jsQR-[^/]*\.js$/i;
  await bare.context().route(reader, (request) => request.abort());
  await bare.evaluate(
    "navigator.serviceWorker.getRegistrations().then((all) => Promise.all(all.map((one) => one.unregister())))",
  );
  await bare.evaluate("caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))))");
  await scan(bare).click();
  await bare.getByRole("alert").getByText("This device cannot read codes from the camera yet").waitFor();
}, 120_000);
