import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { type Browser, openBrowser } from "../support/browser.js";
import { type Product, startProduct } from "../support/product.js";
import { Traveller } from "../support/traveller.js";
import { lookAt } from "./look.js";

let product: Product;
let browser: Browser;
let site: string;
let traveller: Traveller;

beforeAll(async () => {
  product = await startProduct();
  site = `http://localhost:${product.bookings[0]?.port}`;
  browser = await openBrowser();
  traveller = await new Traveller(product.bookings[0]?.url ?? "").register("Ada Example");
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 60_000);

async function openPreferences(): Promise<Page> {
  const page = await browser.context.newPage();
  const { email, password } = traveller;
  await page.request.post(`${site}/api/users/login`, { data: { email, password } });
  await page.goto(`${site}/preferences`);
  await page.getByRole("button", { name: "Save" }).waitFor();
  return page;
}

type Choices = Record<string, { email: boolean; push: boolean }> & {
  quietHours: { from: string; to: string; timeZone?: string } | null;
};
const path = "/api/notifications/preferences";
const stored = async () => (await traveller.call<Choices>("GET", path)).body;

test("a kind is switched off by channel, quiet hours are set, and the next visit shows both", async () => {
  const page = await openPreferences();
  expect(await lookAt(page, "preferences")).toEqual([]);
  const late = page.getByRole("group", { name: "Your train is late" });
  await late.getByLabel("E-mail").uncheck();
  await page.getByLabel("From").fill("23:30");
  await page.getByLabel("Until").fill("06:15");
  await page.getByLabel("By the clock of").selectOption("Europe/Vienna");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("status").getByText("Saved.").waitFor();
  const choices = await stored();
  expect(choices["train-delayed"]).toEqual({ email: false, push: true });
  expect(choices.quietHours).toEqual({ from: "23:30", to: "06:15", timeZone: "Europe/Vienna" });

  await page.reload();
  await page.getByRole("button", { name: "Save" }).waitFor();
  expect(await late.getByLabel("E-mail").isChecked()).toBe(false);
  expect(await page.getByLabel("By the clock of").inputValue()).toBe("Europe/Vienna");
  await page.getByLabel("By the clock of").selectOption({ label: "the station I leave from" });
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("status").getByText("Saved.").waitFor();
  expect((await stored()).quietHours).toEqual({ from: "23:30", to: "06:15" });
  await page.getByLabel("Let me sleep").uncheck();
  await page.getByLabel("From").waitFor({ state: "detached" });
  const answered = page.waitForResponse((reply) => reply.request().method() === "PUT");
  await page.getByRole("button", { name: "Save" }).click();
  await answered;
  await page.close();
  expect((await stored()).quietHours).toBeNull();
}, 60_000);

test("what is missing is named where it is missing, and what was typed stays", async () => {
  const page = await openPreferences();
  if (!(await page.getByLabel("Let me sleep").isChecked())) await page.getByLabel("Let me sleep").check();
  await page.getByLabel("From").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await page
    .getByRole("alert")
    .getByRole("link", { name: /^Enter when the quiet hours begin/ })
    .waitFor();
  expect(await page.title()).toMatch(/^Error: /);
  expect(await page.getByLabel("From").getAttribute("aria-invalid")).toBe("true");
  expect(await lookAt(page, "preferences-mistake")).toEqual([]);
  await page.close();
}, 60_000);

test("what the page shows as always told is what the service refuses to leave out", async () => {
  const page = await openPreferences();
  const choices = await stored();
  const names = Object.keys(choices).filter((kind) => kind !== "quietHours");
  for (const kind of names)
    for (const channel of ["email", "push"] as const) {
      const body = { ...choices, [kind]: { email: true, push: true, [channel]: false } };
      const { status } = await traveller.call("PUT", path, body);
      const control = await page.locator(`input[name="${kind}-${channel}"]`).count();
      expect([kind, channel, status, control]).toEqual([kind, channel, control === 1 ? 200 : 422, control]);
    }
  await page.close();
}, 60_000);
