import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { waitFor } from "@railbooker/runtime/testing/wait";
import type { Page } from "playwright-core";
import { lookAt } from "../pages/look.js";
import { type Browser, openBrowser } from "../support/browser.js";
import { signIn } from "../support/pages.js";
import { type Product, startProduct } from "../support/product.js";
import { Traveller } from "../support/traveller.js";

let product: Product;
let site: string;
let browser: Browser;
let ada: Traveller;
let page: Page;

beforeAll(async () => {
  product = await startProduct();
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

const subjects = () => product.inbox.messages(ada.email).map(({ subject = "" }) => subject);
const arrived = (wanted: RegExp) =>
  waitFor(`the mail ${wanted}`, () => subjects().some((subject) => wanted.test(subject)), 30_000);

test("tickets come by mail once more, and a receipt is at hand", async () => {
  const booking = await ada.buy("hamburg", "berlin");
  await page.goto(`${site}/bookings/${booking.reference}`);
  await page.getByRole("button", { name: "Send the tickets again" }).click();
  await page.getByText(`They go to ${ada.email}`).first().waitFor();
  await arrived(/^Your tickets again: /);
  const again = product.inbox.messages(ada.email).find(({ subject }) => /again/.test(subject ?? ""));
  expect(again?.attachments.map(({ mimeType }) => mimeType).sort()).toEqual([
    "application/pdf",
    "image/png",
    "text/calendar",
  ]);

  await page.getByRole("button", { name: "Send the tickets again" }).click();
  await page
    .getByRole("alert")
    .getByText(/once more in 10 minutes/)
    .waitFor();
  expect(await lookAt(page, "trip with its papers")).toEqual([]);

  const href = await page.getByRole("link", { name: "Receipt (PDF)" }).getAttribute("href");
  const receipt = await page.request.get(`${site}${href}`);
  expect([receipt.status(), receipt.headers()["content-type"]]).toEqual([200, "application/pdf"]);
  expect((await receipt.body()).subarray(0, 5).toString()).toBe("%PDF-");
}, 120_000);

test("after a cancellation one mail says so, and one that the money is back", async () => {
  const booking = await ada.buy("hamburg", "frankfurt");
  expect((await ada.call("POST", `/api/bookings/${booking.reference}/cancel`, {})).status).toBe(200);
  await arrived(new RegExp(`^Your cancellation \\(${booking.reference}\\)`));
  await arrived(new RegExp(`^Your refund has been paid \\(${booking.reference}\\)`));
  await arrived(new RegExp(`^Your tickets.*${booking.reference}`));
  const about = subjects().filter((subject) => subject.includes(booking.reference));
  // The cancellation has said already that the refund is under way.
  expect(about).toHaveLength(3);
}, 90_000);
