import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { waitFor } from "@railbooker/runtime/testing/wait";
import type { Page } from "playwright-core";
import { type Browser, openBrowser } from "../support/browser.js";
import { signIn } from "../support/pages.js";
import { type Product, startProduct } from "../support/product.js";
import { Traveller } from "../support/traveller.js";
import { lookAt } from "./look.js";

let product: Product;
let browser: Browser;
let site: string;

beforeAll(async () => {
  product = await startProduct();
  site = `http://localhost:${product.bookings[0]?.port}`;
  browser = await openBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 60_000);

const newTraveller = () => new Traveller(product.bookings[0]?.url ?? "").register("Ada Example");

async function openAccount(traveller: Traveller): Promise<Page> {
  const page = await browser.context.newPage();
  await page.context().clearCookies();
  await signIn(page, site, traveller, "/account");
  await page.getByRole("heading", { name: "Devices" }).waitFor();
  await page.getByText("This device").waitFor();
  return page;
}

const card = (page: Page, name: string) =>
  page.locator("section.card").filter({ has: page.getByRole("heading", { name, exact: true }) });

test("the account shows who it is of, and keeps another name and language", async () => {
  const traveller = await newTraveller();
  const page = await openAccount(traveller);
  await page.getByText(`Signed in as ${traveller.email}`).waitFor();
  expect(await lookAt(page, "account")).toEqual([]);
  const profile = card(page, "Name and language");
  await profile.getByLabel("Name").fill(" ");
  await profile.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").getByRole("link", { name: "Enter your name" }).waitFor();
  expect(await lookAt(page, "account-mistake")).toEqual([]);
  await profile.getByLabel("Name").fill("Ada Lovelace");
  await profile.getByRole("button", { name: "Save" }).click();
  await page.getByRole("status").getByText("Saved.").waitFor();
  await profile.getByLabel("Language").selectOption("de");
  await profile.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Ihr Konto", level: 1 }).waitFor();
  expect((await traveller.call("GET", "/api/users/me")).body).toMatchObject({
    name: "Ada Lovelace",
    locale: "de",
  });
  await page.getByText("Dieses Gerät").waitFor();
  expect(await lookAt(page, "account-german")).toEqual([]);
  await page.context().clearCookies();
  await page.close();
}, 90_000);

test("another password: the present one is asked for, others are signed out, and the new one lets in", async () => {
  const traveller = await newTraveller();
  const page = await openAccount(traveller);
  const form = card(page, "Password");
  await form.getByLabel("Present password").fill("not this one");
  await form.getByLabel("New password").fill("three quiet platforms");
  await form.getByRole("button", { name: "Change the password" }).click();
  await page.getByRole("alert").waitFor();
  expect(await form.getByLabel("Present password").getAttribute("aria-invalid")).toBe("true");
  await form.getByLabel("Present password").fill(traveller.password);
  await form.getByRole("button", { name: "Change the password" }).click();
  await page.getByRole("status").getByText("Your password is changed.").waitFor();
  await page.getByText("You are signed in on this device alone.").waitFor();
  expect((await traveller.call("GET", "/api/users/me")).status).toBe(401);
  await page.context().clearCookies();
  await signIn(page, site, { email: traveller.email, password: "three quiet platforms" });
  await page.close();
}, 60_000);

test("another address counts once its link was opened", async () => {
  const traveller = await newTraveller();
  const page = await openAccount(traveller);
  const form = card(page, "E-mail address");
  const email = `moved-${randomUUID()}@example.org`;
  await form.getByLabel("New e-mail address").fill(email);
  await form.getByLabel("Password").fill(traveller.password);
  await form.getByRole("button", { name: "Send the link" }).click();
  await form.getByText(`A link is on its way to ${email}`).waitFor();
  expect(await lookAt(page, "account-email-sent")).toEqual([]);
  const mail = await waitFor("the link", () => product.inbox.messages(email)[0], 20_000);
  const link = /https?:\/\/[^\s"<]+\/verify-email\?token=[^\s"<]+/.exec(mail.text ?? "")?.[0] ?? "";
  const { pathname, search } = new URL(link);
  await page.goto(`${site}${pathname}${search}`);
  await page.getByText("Thank you, your address is confirmed.").waitFor();
  await page.goto(`${site}/account`);
  await page.getByText(`Signed in as ${email}`).waitFor();
  await page.getByText("Confirmed", { exact: true }).waitFor();
  await page.close();
}, 60_000);

test("devices are named; one is signed out, then all others", async () => {
  const traveller = await newTraveller();
  for (const agent of [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604.1",
    "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0",
  ])
    await traveller.call(
      "POST",
      "/api/users/login",
      { email: traveller.email, password: traveller.password },
      { "user-agent": agent },
    );
  const page = await openAccount(traveller);
  const devices = card(page, "Devices");
  await devices.getByText("Firefox on Windows").waitFor();
  expect(await devices.getByRole("listitem").count()).toBe(5);
  expect(await lookAt(page, "account-devices")).toEqual([]);
  await devices.getByRole("button", { name: "Sign out Safari on iPhone" }).click();
  await page.getByRole("status").getByText("Safari on iPhone is signed out.").waitFor();
  await waitFor("the list without it", async () => (await devices.getByRole("listitem").count()) === 4);
  await devices.getByRole("button", { name: "Sign out all other devices" }).click();
  await devices.getByText("You are signed in on this device alone.").waitFor();
  expect((await traveller.call("GET", "/api/users/me")).status).toBe(401);
  await waitFor("the focus", async () => (await page.evaluate("document.activeElement.tagName")) === "H2");
  await page.close();
}, 60_000);

test("all that is kept can be downloaded; the account goes after the consequences were shown, with the password", async () => {
  const traveller = await newTraveller();
  const page = await openAccount(traveller);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download my data" }).click();
  const file = await (await download).createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of file) chunks.push(chunk as Buffer);
  expect(JSON.stringify(JSON.parse(Buffer.concat(chunks).toString()))).toContain(traveller.email);

  await page.getByRole("button", { name: "Delete my account…" }).click();
  await page.getByText("nobody can bring them back").waitFor();
  expect(await lookAt(page, "account-delete")).toEqual([]);
  const form = card(page, "Delete the account");
  await form.getByLabel("Password").fill("not this one");
  await form.getByRole("button", { name: "Yes, delete it for good" }).click();
  await page.getByRole("alert").waitFor();
  await form.getByLabel("Password").fill(traveller.password);
  await form.getByRole("button", { name: "Yes, delete it for good" }).click();
  await page.getByText("Your account is deleted.").waitFor();
  expect(await lookAt(page, "account-deleted")).toEqual([]);
  const again = await traveller.call("POST", "/api/users/login", {
    email: traveller.email,
    password: traveller.password,
  });
  expect(again.status).toBe(401);
  await page.close();
}, 60_000);

test("who has still to travel is told what to do first, and keeps the account", async () => {
  const traveller = await newTraveller();
  await traveller.buy("praha", "wien");
  const page = await openAccount(traveller);
  await page.getByRole("button", { name: "Delete my account…" }).click();
  const form = card(page, "Delete the account");
  await form.getByLabel("Password").fill(traveller.password);
  await form.getByRole("button", { name: "Yes, delete it for good" }).click();
  await page
    .getByRole("alert")
    .getByText(/ticket/)
    .waitFor();
  expect(await lookAt(page, "account-delete-refused")).toEqual([]);
  await form.getByRole("button", { name: "Keep the account" }).click();
  expect((await traveller.call("GET", "/api/users/me")).status).toBe(200);
  await page.close();
}, 60_000);

test("row 34: passwords can be pasted and filled in, nothing has to be solved, and help is at the same place everywhere", async () => {
  const page = await browser.context.newPage();
  await page.context().clearCookies();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: site });
  for (const [path, fields] of [
    ["/sign-in", { email: "username", password: "current-password" }],
    ["/register", { name: "name", email: "username", password: "new-password" }],
  ] as const) {
    await page.goto(`${site}${path}`);
    for (const [id, autocomplete] of Object.entries(fields))
      expect(await page.locator(`#${id}`).getAttribute("autocomplete")).toBe(autocomplete);
    await page.evaluate("navigator.clipboard.writeText('pasted words in a row')");
    await page.locator("#password").focus();
    await page.keyboard.press("Control+V");
    await waitFor(
      "what was pasted",
      async () => (await page.locator("#password").inputValue()) === "pasted words in a row",
    );
    expect(await page.locator("main :is(img, iframe, canvas)").count()).toBe(0);
  }

  const footers = new Set<string>();
  const paths = ["/", "/search", "/bookings", "/find-booking", "/sign-in", "/register", "/forgot-password"];
  for (const path of [
    ...paths,
    "/account",
    "/notifications",
    "/preferences",
    "/inspect",
    "/operator",
    "/nowhere",
  ]) {
    await page.goto(`${site}${path}`);
    const links = await page
      .locator("footer a")
      .evaluateAll((all) => all.map((link) => (link as never as { textContent: string }).textContent.trim()));
    footers.add(links.join(" | "));
  }
  expect([...footers]).toEqual([expect.stringMatching(/^Help \|/)]);
  await page.locator("footer").getByRole("link", { name: "Help" }).click();
  await page.getByRole("heading", { name: "Where are my tickets?" }).waitFor();
  expect(await lookAt(page, "help")).toEqual([]);
  await page.goto(`${site}/account`);
  await page.getByText("Sign in to see your account.").waitFor();
  expect(await lookAt(page, "account-visitor")).toEqual([]);
  await page.close();
}, 90_000);
