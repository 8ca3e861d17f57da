import { createPublicKey, verify } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { type Browser, openBrowser } from "../support/browser.js";
import { faultsOf, nameTravellers, pay, register, searchFor, selectFirst } from "../support/pages.js";
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
  const faults = faultsOf(page);

  // Listeners go on before the page opens its socket.
  const pushed: string[] = [];
  page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => pushed.push(String(payload))));

  // A word leaves by itself, and stays behind where the page is left: each is written down as it comes.
  const told: string[] = [];
  await page.exposeFunction("tell", (text: string) => told.push(text));
  await page.addInitScript(`addEventListener("DOMContentLoaded", () =>
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) for (const node of addedNodes) tell(node.textContent);
    }).observe(document.getElementById("status"), { childList: true }))`);

  await register(page, site, { name: "Mira Example", email, password: "a few words in a row" });
  await searchFor(page, site, {
    from: ["munchen", "München Hbf"],
    to: ["berlin h", "Berlin Hbf"],
    passengers: 2,
  });
  await selectFirst(page);
  await page.waitForURL(/\/book/);
  await nameTravellers(page, "Mira Example", "Noah Example");
  await page.getByLabel("E-mail for the tickets").fill(email);
  await page.getByRole("button", { name: "Hold seats" }).click();
  await page.getByLabel("Sandbox card").check();
  const reference = await pay(page);

  await waitFor("the word about it", () => told.some((text) => text.includes("Booking confirmed")));
  await waitFor("the push", () =>
    pushed.some((frame) => frame.includes("Booking confirmed") && frame.includes(reference)),
  );
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
