import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { lastingPort } from "@railbooker/scripts/servers/free-port";
import type { Page } from "playwright-core";
import { type Browser, openBrowser } from "../support/browser.js";
import { type CutLine, openLine } from "../support/cut-line.js";
import { newOperator } from "../support/operator.js";
import { type Product, startProduct } from "../support/product.js";
import { Traveller } from "../support/traveller.js";
import { lookAt } from "./look.js";

let product: Product;
let browser: Browser;
let line: CutLine;
let site: string;
let operator: Traveller;

beforeAll(async () => {
  const port = await lastingPort();
  site = `http://localhost:${port}`;
  product = await startProduct({ env: { PUBLIC_URL: site, FEED_HEARTBEAT_SECONDS: "2" } });
  line = await openLine(() => product.bookings[0]?.port ?? 0, port);
  browser = await openBrowser();
  operator = await newOperator(product);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await line?.close();
  await product?.stop();
}, 60_000);

/** Somebody with a booking, and the run that they ride on. */
async function passenger(from: string, to: string) {
  const traveller = await new Traveller(product.bookings[0]?.url ?? "").register("Ada Example");
  const booking = await traveller.buy(from, to);
  const leg = booking.legs[0];
  if (leg === undefined) throw new Error("the booking has no leg");
  await hasSoMany(traveller, 2);
  return { traveller, runId: leg.runId, train: leg.train.name, reference: booking.reference };
}

async function hasSoMany(traveller: Traveller, count: number): Promise<void> {
  await waitFor(
    `${count} notifications`,
    async () => (await traveller.call<{ maxSeq: number }>("GET", "/api/notifications")).body.maxSeq >= count,
    60_000,
  );
}

async function report(runId: string, minutes: number): Promise<void> {
  const body = { minutes, reason: "Signal failure" };
  expect((await operator.call("POST", `/api/operator/trains/${runId}/delay`, body)).status).toBe(200);
}

async function cancel(runId: string): Promise<void> {
  const answer = await operator.call("POST", `/api/operator/trains/${runId}/cancel`, { reason: "Storm" });
  expect(answer.status).toBe(200);
}

const recordToasts = `
  window.toasts = [];
  addEventListener("DOMContentLoaded", () =>
    new MutationObserver((records) => {
      for (const { addedNodes } of records)
        for (const node of addedNodes)
          if (node.className === "toast")
            window.toasts.push((node.closest("[role=status], [role=alert]").getAttribute("role")) + ": " + node.firstElementChild.textContent);
    }).observe(document.body, { childList: true, subtree: true }));
`;
const toastsOf = (page: Page) => page.evaluate<string[]>("window.toasts");

/** @param who nobody where it is left out */
async function openPage(
  path: string,
  who?: Traveller,
  prepare?: (page: Page) => Promise<unknown>,
): Promise<Page> {
  const page = await browser.context.newPage();
  await page.context().clearCookies();
  if (who !== undefined) {
    const { email, password } = who;
    const answer = await page.request.post(`${site}/api/users/login`, { data: { email, password } });
    expect(answer.status()).toBe(200);
  }
  await page.addInitScript({ content: recordToasts });
  await prepare?.(page);
  await page.goto(`${site}${path}`);
  return page;
}
const whenConnected = (page: Page) =>
  page.waitForEvent("websocket", { predicate: (socket) => socket.url().includes("/socket.io/") });

test("row 27: news comes in the one status region; a train that does not run is an alert; each once after a gap", async () => {
  const { traveller, runId, train } = await passenger("praha", "wien");
  let socket: Promise<unknown> = Promise.resolve();
  const page = await openPage("/bookings", traveller, async (opened) => {
    socket = whenConnected(opened);
  });
  await socket;
  await page.getByRole("button", { name: "Notifications, 2 unread" }).waitFor();
  expect(await page.getByRole("status").count()).toBe(1);
  expect(await page.getByRole("alert").count()).toBe(0);

  await report(runId, 10);
  await page.getByRole("status").getByText(`${train} is about 10 minutes late`).waitFor();
  expect(await page.getByRole("alert").count()).toBe(0);

  await line.cut();
  await report(runId, 25);
  await cancel(runId);
  await hasSoMany(traveller, 5);
  await line.mend();
  await page.getByRole("alert").getByText(train).waitFor({ timeout: 30_000 });
  expect(await page.getByRole("status").count()).toBe(1);
  expect(await lookAt(page, "notifications-toasts")).toEqual([]);

  // Two heartbeats later nothing has been said again.
  await page.waitForTimeout(5_000);
  const toasts = await toastsOf(page);
  expect(toasts).toHaveLength(3);
  expect(toasts.slice(0, 2)).toEqual([
    `status: ${train} is about 10 minutes late`,
    `status: ${train} is about 25 minutes late`,
  ]);
  expect(toasts[2]).toMatch(/^alert: .*(cancelled|does not run)/i);
  await page.reload();
  await page.getByRole("button", { name: "Notifications, 5 unread" }).waitFor();
  expect(await toastsOf(page)).toEqual([]);
  await page.close();
}, 120_000);

test("row 28: without the live connection the page says so and stays right; what was missed comes with it", async () => {
  const { traveller, runId, train } = await passenger("berlin", "hamburg");
  const page = await openPage("/notifications", traveller);
  await page.getByRole("heading", { name: "Today" }).waitFor();
  const bar = page
    .getByText(/^Updates are paused/)
    .filter({ visible: true })
    .first();
  await waitFor(
    "the live connection",
    async () => (await page.getByRole("button", { name: "Notifications" }).count()) > 0,
  );

  await line.cut();
  await bar.waitFor({ timeout: 30_000 });
  await page.getByText("Booking confirmed").first().waitFor();
  expect(await lookAt(page, "notifications-paused")).toEqual([]);
  await report(runId, 40);
  await hasSoMany(traveller, 3);
  await line.mend();
  await page.locator(".connection-note").waitFor({ state: "detached", timeout: 30_000 });
  await page.locator(".notices").getByText(`${train} is about 40 minutes late`).waitFor();
  await page.close();

  const deaf = await openPage("/notifications", traveller, (opened) =>
    opened.routeWebSocket(/\/socket\.io\//, (socket) => socket.close()),
  );
  await deaf.locator(".notices").getByText(`${train} is about 40 minutes late`).waitFor();
  await deaf.locator(".connection-note").waitFor({ timeout: 30_000 });
  await deaf.close();
}, 120_000);

test("row 28: a server that is replaced by a newer one is found again", async () => {
  const { traveller, runId, train } = await passenger("münchen", "berlin");
  const page = await openPage("/bookings", traveller);
  await page.getByRole("button", { name: "Notifications, 2 unread" }).waitFor();
  await product.bookings[0]?.stop();
  await page.locator(".connection-note").waitFor({ timeout: 30_000 });
  const [old] = product.bookings;
  if (old === undefined) throw new Error("no booking service");
  product.bookings[0] = await product.restart(old, "booking");
  await page.locator(".connection-note").waitFor({ state: "detached", timeout: 30_000 });
  await report(runId, 15);
  await page.getByRole("status").getByText(`${train} is about 15 minutes late`).waitFor({ timeout: 30_000 });
  await page.close();
}, 120_000);

test("who signs out elsewhere is told so, with the way back in", async () => {
  const { traveller } = await passenger("köln", "amsterdam");
  const page = await openPage("/bookings", traveller);
  await page.getByRole("button", { name: "Notifications, 2 unread" }).waitFor();
  const other = await page.context().newPage();
  await other.goto(`${site}/notifications`);
  await other.getByRole("button", { name: "Sign out" }).click();
  await page.locator(".connection-note").getByRole("link", { name: "Sign in" }).waitFor({ timeout: 30_000 });
  await page.getByText("You are signed out.").first().waitFor();
  expect(await page.locator(".connection-note a").getAttribute("href")).toBe("/sign-in?next=%2Fbookings");
  await other.close();
  await page.close();
}, 60_000);

test("row 28: who signs other devices out goes on hearing news on this one", async () => {
  const { traveller, runId, train } = await passenger("hamburg", "berlin");
  const page = await openPage("/bookings", traveller);
  await page.getByRole("button", { name: "Notifications, 2 unread" }).waitFor();
  const other = await page.context().newPage();
  await other.goto(`${site}/account`);
  const again = other.waitForEvent("websocket", { timeout: 30_000 });
  await other.getByRole("button", { name: "Sign out all other devices" }).click();
  await again;
  await report(runId, 20);
  const news = `${train} is about 20 minutes late`;
  await Promise.all([page, other].map((each) => each.getByRole("status").getByText(news).waitFor()));
  await other.close();
  await page.close();
}, 60_000);

test("the list shows what is new, keeps it marked while it is read, and brings older ones on demand", async () => {
  const { traveller, runId } = await passenger("wien", "praha");
  for (let minutes = 1; minutes <= 43; minutes += 1) await report(runId, minutes);
  await hasSoMany(traveller, 45);
  const page = await openPage("/notifications", traveller);
  const rows = page.locator(".notices li");
  await waitFor("the first page", async () => (await rows.count()) === 20);
  expect(await page.locator(".notices li.fresh").count()).toBe(20);
  await page.getByRole("button", { name: "Notifications", exact: true }).waitFor();
  expect(await lookAt(page, "notifications")).toEqual([]);

  await page.reload();
  await waitFor("the first page", async () => (await rows.count()) === 20);
  expect(await page.locator(".notices li.fresh").count()).toBe(0);
  await page.getByRole("button", { name: "Show older ones" }).click();
  await waitFor("the second page", async () => (await rows.count()) === 40);
  await waitFor(
    "the focus",
    async () => (await page.evaluate("document.activeElement.dataset.seq")) === "25",
  );
  await page.getByRole("button", { name: "Show older ones" }).click();
  await page.getByText("That is all of them.").waitFor();
  expect(await rows.count()).toBe(45);
  const seqs = await rows.evaluateAll((all) =>
    all.map((row) => Number((row as never as { dataset: { seq: string } }).dataset.seq)),
  );
  expect(seqs).toEqual(Array.from({ length: 45 }, (_, index) => 45 - index));
  await page.close();
}, 120_000);

test("visitors are asked to sign in, and come back; who has nothing is told what will come", async () => {
  for (const path of ["/notifications", "/preferences"]) {
    const page = await openPage(path);
    const link = page.locator("main").getByRole("link", { name: "Sign in" });
    expect(await link.getAttribute("href")).toBe(`/sign-in?next=${encodeURIComponent(path)}`);
    expect(await lookAt(page, `${path.slice(1)}-visitor`)).toEqual([]);
    await page.close();
  }
}, 60_000);
