import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { lastingPort } from "@railbooker/scripts/servers/free-port";
import type { Page, WebSocketRoute } from "playwright-core";
import { type Browser, openBrowser } from "../support/browser.js";
import { type CutLine, openLine } from "../support/cut-line.js";
import { newOperator } from "../support/operator.js";
import { type Product, startProduct } from "../support/product.js";
import { Traveller } from "../support/traveller.js";

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
  return { traveller, runId: leg.runId, train: leg.train.name };
}

const late = (runId: string, minutes: number) =>
  operator.call("POST", `/api/operator/trains/${runId}/delay`, { minutes, reason: "Signal failure" });
async function hasSoMany(traveller: Traveller, count: number): Promise<void> {
  await waitFor(
    `${count} notifications`,
    async () =>
      (await traveller.call<{ maxSeq: number }>("GET", "/api/notifications?after=0")).body.maxSeq === count,
    60_000,
  );
}

const recordToasts = `
  window.toasts = [];
  addEventListener("DOMContentLoaded", () =>
    new MutationObserver((records) => {
      for (const { addedNodes } of records)
        for (const node of addedNodes)
          if (node.className === "toast") window.toasts.push(node.firstElementChild.textContent);
    }).observe(document.body, { childList: true, subtree: true }));
`;

/** The traveller's own page, with a record of every toast that it ever shows. */
async function openPage(traveller: Traveller, prepare?: (page: Page) => Promise<void>): Promise<Page> {
  const page = await browser.context.newPage();
  await page.context().clearCookies();
  const { email, password } = traveller;
  const answer = await page.request.post(`${site}/api/users/login`, { data: { email, password } });
  expect(answer.status()).toBe(200);
  await page.addInitScript({ content: recordToasts });
  await prepare?.(page);
  await page.goto(`${site}/bookings`);
  return page;
}
const toastsOf = (page: Page) => page.evaluate<string[]>("window.toasts");
const unread = (page: Page, count: number) =>
  page.getByRole("button", { name: `Notifications, ${count} unread` }).waitFor({ timeout: 30_000 });
async function titlesUnderBell(page: Page): Promise<string[]> {
  await page.getByRole("button", { name: /^Notifications/ }).click();
  return page.locator("#feed li > strong").allInnerTexts();
}
const connected = (page: Page) =>
  page.waitForEvent("websocket", { predicate: (socket) => socket.url().includes("/socket.io/") });
const titleOf = (train: string, minutes: number) =>
  `${train} is about ${minutes} ${minutes === 1 ? "minute" : "minutes"} late`;

test("a browser that was away during 50 notifications shows all of them in order, each once", async () => {
  const { traveller, runId, train } = await passenger("praha", "wien");
  await hasSoMany(traveller, 2);
  let socket: Promise<unknown> = Promise.resolve();
  const page = await openPage(traveller, async (opened) => {
    socket = connected(opened);
  });
  await socket;
  await unread(page, 2);

  await line.cut();
  for (let minutes = 1; minutes <= 50; minutes += 1) expect((await late(runId, minutes)).status).toBe(200);
  await hasSoMany(traveller, 52);
  await line.mend();

  await unread(page, 52);
  await waitFor("the toasts", async () => (await toastsOf(page)).length >= 4);
  const expected = Array.from({ length: 50 }, (_, index) => titleOf(train, 50 - index));
  expect((await titlesUnderBell(page)).slice(0, 50)).toEqual(expected);
  expect(await toastsOf(page)).toEqual([
    "47 more notifications",
    ...[48, 49, 50].map((minutes) => titleOf(train, minutes)),
  ]);
  await page.close();
}, 180_000);

let heartbeats = 0;

/** Lets the page hear its notifications as `deliver` passes them on. */
const distort = (deliver: (notice: string, pass: (frame: string) => void) => void) => (page: Page) =>
  page.routeWebSocket(/\/socket\.io\//, (socket: WebSocketRoute) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      const text = String(message);
      if (text.startsWith('42["notification"')) deliver(text, (frame) => socket.send(frame));
      else socket.send(message);
      if (text.startsWith('42["heartbeat"')) heartbeats += 1;
    });
  });

/** From here on, what is pushed goes by the socket: it is open, and what was before has been asked for. */
async function listens(): Promise<void> {
  heartbeats = 0;
  await waitFor("the page to listen", () => heartbeats > 1, 20_000);
}

test("pushes that come twice, late and in the wrong order are shown once and in order", async () => {
  const { traveller, runId, train } = await passenger("wien", "praha");
  await hasSoMany(traveller, 2);
  const held: string[] = [];
  const backwards = distort((notice, pass) => {
    held.push(notice);
    if (held.length < 3) return;
    for (const frame of [...held].reverse()) pass(frame);
    for (const frame of held) pass(frame);
  });
  const page = await openPage(traveller, backwards);
  await unread(page, 2);
  await listens();
  for (const minutes of [5, 10, 15]) await late(runId, minutes);
  await unread(page, 5);
  await waitFor("the pushes", () => held.length === 3);
  const expected = [15, 10, 5].map((minutes) => titleOf(train, minutes));
  expect((await titlesUnderBell(page)).slice(0, 3)).toEqual(expected);
  await waitFor("the toasts", async () => (await toastsOf(page)).length >= 3);
  expect(await toastsOf(page)).toEqual([...expected].reverse());
  await page.close();
}, 120_000);

test("the last push lost is found by the heartbeat", async () => {
  const { traveller, runId, train } = await passenger("berlin", "hamburg");
  await hasSoMany(traveller, 2);
  let lost = 0;
  const nothing = distort(() => {
    lost += 1;
  });
  const page = await openPage(traveller, nothing);
  await unread(page, 2);
  await listens();
  await late(runId, 20);
  await unread(page, 3);
  await waitFor("the push to be lost", () => lost === 1);
  await waitFor("the toast", async () => (await toastsOf(page)).length > 0);
  expect(await toastsOf(page)).toEqual([titleOf(train, 20)]);
  await page.close();
}, 120_000);

test("what is read in one tab is read in the others at once, and what comes later is not", async () => {
  const { traveller, runId } = await passenger("hamburg", "berlin");
  await hasSoMany(traveller, 2);
  const here = await openPage(
    traveller,
    distort((notice, pass) => pass(notice)),
  );
  await unread(here, 2);
  await listens();
  const there = await browser.context.newPage();
  await there.goto(`${site}/bookings`);
  await unread(there, 2);
  await there.getByRole("button", { name: /^Notifications/ }).click();
  await here.getByRole("button", { name: "Notifications", exact: true }).waitFor();
  await late(runId, 25);
  await unread(here, 1);
  for (const page of [here, there]) await page.close();
}, 120_000);
