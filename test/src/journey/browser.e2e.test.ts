import { createPublicKey, verify } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { type Browser, openBrowser } from "../support/browser.js";
import { type Product, startProduct } from "../support/product.js";
import { readQr } from "../support/qr.js";

let product: Product;
let browser: Browser;
let site: string;

beforeAll(async () => {
  product = await startProduct();
  // The address that the pages are published at, which the live connection insists on.
  site = `http://localhost:${product.bookings[0]?.port}`;
  browser = await openBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 60_000);

test("register, search, hold, pay: the confirmation arrives live, the mail brings a ticket that verifies", async () => {
  const email = "mira.example@example.org";
  const page = await browser.context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 401/.test(message.text())) faults.push(message.text());
  });

  // Listeners go on before the page opens its socket.
  const pushed: string[] = [];
  page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => pushed.push(String(payload))));

  await page.goto(`${site}/register`);
  await page.getByLabel("Name").fill("Mira Example");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("a few words in a row");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("button", { name: /Notifications/ }).waitFor();

  await page.goto(site);
  for (const [label, typed, station] of [
    ["From", "munchen", "München Hbf"],
    ["To", "berlin h", "Berlin Hbf"],
  ] as const) {
    await page.getByLabel(label, { exact: true }).fill(typed);
    await page.getByRole("option", { name: station }).first().click();
  }
  await page.getByLabel("Date").fill(new Date(Date.now() + 86_400_000).toISOString().slice(0, 10));
  await page.getByLabel("Time").fill("08:00");
  await page.getByLabel("Passengers").selectOption("2");
  await page.getByRole("button", { name: "Search", exact: true }).click();

  await page
    .getByRole("link", { name: /^Select/ })
    .first()
    .click();
  await page.waitForURL(/\/book/);
  for (const [index, name] of ["Mira Example", "Noah Example"].entries()) {
    await page
      .getByLabel(/Full name/)
      .nth(index)
      .fill(name);
  }
  await page.getByLabel("E-mail for the tickets").fill(email);
  await page.getByRole("button", { name: "Hold seats" }).click();
  await page.getByLabel("Sandbox card").check();
  await page.getByRole("button", { name: /^Pay/ }).click();
  await page.waitForURL(/\/bookings\/[A-Z0-9]{6}/);

  await page.getByRole("status").getByText("Booking confirmed").waitFor();
  const reference = /\/bookings\/([A-Z0-9]{6})/.exec(page.url())?.[1] ?? "";
  expect(pushed.some((frame) => frame.includes("Booking confirmed") && frame.includes(reference))).toBe(true);
  expect(faults).toEqual([]);

  const mail = await waitFor(
    "the mail",
    () => product.inbox.messages(email).find((candidate) => JSON.stringify(candidate).includes(reference)),
    20_000,
  );
  const pictures = mail.attachments.filter((attachment) => attachment.mimeType === "image/png");
  const codes = pictures.map((picture) => readQr(Buffer.from(picture.content as never, "base64")));
  const booking = (await page.evaluate(
    async (path) => (await fetch(path)).json(),
    `/api/bookings/${reference}`,
  )) as {
    tickets: { code: string }[];
  };
  expect(codes.sort()).toEqual(booking.tickets.map((ticket: { code: string }) => ticket.code).sort());

  const { keys } = (await (await fetch(`${site}/.well-known/railbooker-ticket-keys.json`)).json()) as {
    keys: never[];
  };
  for (const code of codes) {
    const [head, payload, signature] = String(code).split(".");
    const genuine = verify(
      null,
      Buffer.from(`${head}.${payload}`),
      createPublicKey({ key: keys[0] as never, format: "jwk" }),
      Buffer.from(signature ?? "", "base64url"),
    );
    expect(genuine).toBe(true);
    expect(Buffer.from(payload ?? "", "base64url").toString()).toContain(reference);
  }
}, 120_000);
