import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Booking } from "@railbooker/events/booking-shape";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { type Browser, openBrowser } from "../support/browser.js";
import { type Product, startProduct } from "../support/product.js";
import { Traveller } from "../support/traveller.js";

let product: Product;
let baseUrl: string;
let browser: Browser;

beforeAll(async () => {
  product = await startProduct();
  baseUrl = product.bookings[0]?.url ?? "";
  browser = await openBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 60_000);

const mailWith = (traveller: Traveller, subject: RegExp) =>
  waitFor(
    `a mail about ${subject}`,
    () => product.inbox.messages(traveller.email).find((mail) => subject.test(mail.subject ?? "")),
    30_000,
  );

test("a guest with reference and address opens the booking by the link in the mail, in the browser, once", async () => {
  const ada = await new Traveller(baseUrl).register();
  const booking = await ada.buy("münchen", "berlin");
  const page = await browser.context.newPage();
  await page.goto(`${baseUrl}/find-booking`);
  await page.getByLabel("Booking reference").fill(booking.reference.toLowerCase());
  await page.getByLabel("E-mail").fill(ada.email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await page.getByText("Look into your inbox").waitFor();
  const mail = await mailWith(ada, /^Your booking at RailBooker/);
  const link = /https?:\/\/\S+find-booking\?token=\S+/.exec(mail.text ?? "")?.[0] ?? "";
  expect(link).not.toBe("");
  const local = `${baseUrl}${new URL(link).pathname}${new URL(link).search}`;
  await page.goto(local);
  await page.getByRole("button", { name: "Show the booking" }).click();
  await page.getByText(booking.reference).waitFor();
  await page.getByText("Passenger 1").waitFor();
  await page.goto(local);
  await page.getByRole("button", { name: "Show the booking" }).click();
  await page
    .getByRole("alert")
    .getByText(/has been used/)
    .waitFor();
}, 90_000);

test("after an exchange the mail brings the new tickets, and the feed says so", async () => {
  const ada = await new Traveller(baseUrl).register();
  const booking = await ada.buy("hamburg", "frankfurt");
  const [, later] = await ada.search("hamburg", "frankfurt");
  if (later === undefined) throw new Error("no second train");
  const hold = await ada.hold(later);
  const done = await ada.call<Booking>(
    "POST",
    `/api/bookings/${booking.reference}/exchange`,
    { holdId: hold.body.id, payment: { token: "tok_ok" } },
    { "idempotency-key": randomUUID() },
  );
  expect(done.status).toBe(200);
  await waitFor(
    "both mails",
    () => {
      const subjects = product.inbox.messages(ada.email).map(({ subject = "" }) => subject);
      return [/^Your tickets/, /^Your new tickets/].every((wanted) =>
        subjects.some((subject) => wanted.test(subject)),
      );
    },
    30_000,
  );
  const feed = await ada.call<{ items: { title: string }[] }>("GET", "/api/notifications");
  expect(feed.body.items.map(({ title }) => title)).toEqual(
    expect.arrayContaining(["Booking confirmed", "Tickets exchanged"]),
  );
}, 90_000);
