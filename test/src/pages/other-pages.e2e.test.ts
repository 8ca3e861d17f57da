import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { type Browser, openBrowser } from "../support/browser.js";
import { faultsOf, signIn } from "../support/pages.js";
import { type Product, startProduct } from "../support/product.js";
import { Traveller } from "../support/traveller.js";
import { lookAt } from "./look.js";

let product: Product;
let site: string;
let browser: Browser;
let page: Page;
let faults: string[];

beforeAll(async () => {
  product = await startProduct({ env: { PURCHASE_LIMIT: "off" } });
  site = `http://localhost:${product.bookings[0]?.port}`;
  browser = await openBrowser();
}, 180_000);

beforeEach(async () => {
  await page?.close();
  await browser.context.clearCookies();
  page = await browser.context.newPage();
  faults = faultsOf(page, /status of 4\d\d/);
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 60_000);

const button = (name: string) => page.getByRole("button", { name });
/** What happens on a page, and what shows that it has. */
const submit = (name: string, then: string) => async () => {
  await button(name).click();
  await page.getByText(then).first().waitFor();
};
const nothing = async () => {};
const problem = "There is a problem";

test.each<[state: string, path: string, shown: string, step?: () => Promise<void>]>([
  ["home", "/", "Where would you like to go?"],
  ["sign-in", "/sign-in", "Password"],
  ["sign-in-mistakes", "/sign-in", "Password", submit("Sign in", problem)],
  ["sign-in-for-hold", "/sign-in?next=/journeys/x/book&for=hold", "Password"],
  ["register", "/register", "Password"],
  ["register-mistakes", "/register", "Password", submit("Create account", problem)],
  ["forgot-password", "/forgot-password", "E-mail"],
  [
    "forgot-password-done",
    "/forgot-password",
    "E-mail",
    async () => {
      await page.getByLabel("E-mail").fill("nobody@example.org");
      await page.locator("main button[type=submit]").click();
      await page.getByText("a link is on its way").waitFor();
    },
  ],
  ["reset-password", "/reset-password?token=any", "New password"],
  [
    "reset-password-mistakes",
    "/reset-password?token=any",
    "New password",
    submit("Save the new password", problem),
  ],
  ["reset-password-no-token", "/reset-password", "This link is not complete."],
  ["verify-email-failed", "/verify-email?token=used", problem],
  ["find-booking", "/find-booking", "Booking reference"],
  ["find-booking-mistakes", "/find-booking", "Booking reference", submit("Send the link", problem)],
  [
    "find-booking-done",
    "/find-booking",
    "Booking reference",
    async () => {
      await page.getByLabel("Booking reference").fill("ABC234");
      await page.getByLabel("E-mail").fill("nobody@example.org");
      await button("Send the link").click();
      await page.getByText("If there is such a booking").waitFor();
    },
  ],
  ["bookings-visitor", "/bookings", "Sign in to see your bookings."],
  ["not-found", "/nowhere", "Page not found"],
])(
  "row 1: axe finds nothing on %s, and nothing is wider than the screen",
  async (state, path, shown, step = nothing) => {
    await page.goto(site + path);
    await page.getByText(shown).first().waitFor();
    await step();
    expect(await lookAt(page, state)).toEqual([]);
    expect(faults).toEqual([]);
  },
  60_000,
);

test("row 1: axe finds nothing on the bookings of somebody who has none yet, and some; and on one that is not theirs", async () => {
  const ada = await new Traveller(site).register();
  await signIn(page, site, ada);
  await page.getByText("No bookings yet").waitFor();
  expect(await lookAt(page, "bookings-empty")).toEqual([]);
  for (const to of ["berlin", "hamburg"]) await ada.buy("münchen", to);
  await page.reload();
  await page.getByRole("link", { name: /München Hbf – Hamburg/ }).waitFor();
  expect(await lookAt(page, "bookings")).toEqual([]);
  await page.goto(`${site}/bookings/AAAAAA`);
  await page.getByRole("heading", { name: "Booking not found" }).waitFor();
  expect(await lookAt(page, "trip-not-found")).toEqual([]);
}, 90_000);
