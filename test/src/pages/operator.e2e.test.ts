import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { addDeadLetter, listDeadLetters } from "@railbooker/events/dead-letters";
import { streamKey } from "@railbooker/events/keys";
import { createLogger } from "@railbooker/runtime/logger";
import { closeRedis, createRedis } from "@railbooker/runtime/redis";
import { testRedisUrl } from "@railbooker/runtime/testing/redis";
import { waitFor } from "@railbooker/runtime/testing/wait";
import type { Redis } from "ioredis";
import type { Page } from "playwright-core";
import { type Browser, openBrowser } from "../support/browser.js";
import { newOperator } from "../support/operator.js";
import { type Product, startProduct } from "../support/product.js";
import { Traveller } from "../support/traveller.js";
import { lookAt } from "./look.js";

let product: Product;
let browser: Browser;
let redis: Redis;
let operator: Traveller;
let traveller: Traveller;
let site: string;
/** Of the ride that is booked: its run, its train's name, and where it begins. */
let ride: { runId: string; train: string; from: string };

beforeAll(async () => {
  const redisUrl = await testRedisUrl();
  redis = createRedis(redisUrl, "background", createLogger({ service: "test", level: "silent" }));
  product = await startProduct({ redisUrl });
  site = `http://localhost:${product.bookings[0]?.port}`;
  browser = await openBrowser();
  operator = await newOperator(product);
  traveller = await new Traveller(product.bookings[0]?.url ?? "").register("Tara Traveller");
  const booking = await traveller.buy("praha", "wien");
  const [leg] = booking.legs;
  if (leg === undefined) throw new Error("the booking has no leg");
  ride = { runId: leg.runId, train: leg.train.name, from: leg.from.name };
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  if (redis !== undefined) await closeRedis(redis);
}, 60_000);

async function openConsole(who?: Traveller): Promise<Page> {
  const page = await browser.context.newPage();
  await page.context().clearCookies();
  if (who !== undefined) {
    const { email, password } = who;
    await page.request.post(`${site}/api/users/login`, { data: { email, password } });
  }
  await page.goto(`${site}/operator`);
  return page;
}

/** The booked train on the day of its ride: others of its name run on other days. */
async function findRide(page: Page) {
  await page.getByLabel("Train or destination").fill(ride.train);
  const report = page.locator(`[data-run="${ride.runId}"]`);
  await report.waitFor();
  return page.getByRole("listitem").filter({ has: report });
}

test("visitors are asked to sign in, others are told what to do", async () => {
  const visitor = await openConsole();
  const link = visitor.locator("main").getByRole("link", { name: "Sign in" });
  expect(await link.getAttribute("href")).toBe("/sign-in?next=%2Foperator");
  await visitor.close();
  const stranger = await openConsole(traveller);
  await stranger.getByRole("heading", { name: "This page is for operators" }).waitFor();
  await stranger.getByText(/signed in as Tara Traveller.*Ask whoever runs RailBooker/).waitFor();
  expect(await stranger.getByText("Right now").count()).toBe(0);
  expect(await lookAt(stranger, "stranger")).toEqual([]);
  await stranger.close();
}, 60_000);

test("the picture moves by itself, says so when no answer comes, and goes on", async () => {
  const page = await openConsole(operator);
  await page.getByText(/1 booking in the last 30 minutes/).waitFor();
  const asOf = page.getByText(/^As of/);
  const before = await asOf.textContent();
  await waitFor("the next picture", async () => (await asOf.textContent()) !== before);
  await page.route("**/api/operator/live", (request) => request.abort());
  const stale = page.locator(".note").getByText("No answer.");
  await Promise.all([stale.waitFor(), page.getByRole("status").getByText("No answer.").waitFor()]);
  await page.unroute("**/api/operator/live");
  await stale.waitFor({ state: "hidden" });
  await page.context().clearCookies();
  await page.getByText("Your session has ended").waitFor();
  await page.close();
}, 60_000);

test("a delay says whom it reaches before it is reported, and is logged with who did it", async () => {
  const page = await openConsole(operator);
  const row = await findRide(page);
  await row.getByText(/^[1-9]\d* of \d+ seats$/).waitFor();
  await row.getByRole("button", { name: /^Report/ }).click();
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("alert").getByText("Enter a reason").waitFor();
  expect(await lookAt(page, "mistakes")).toEqual([]);
  await page.getByLabel("Minutes late").fill("25");
  await page.getByLabel("Reason").fill("Signal failure");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByText("1 booking is told: a notification and an e-mail to 1 traveller.").waitFor();
  expect(await lookAt(page, "question")).toEqual([]);
  await page.getByRole("button", { name: "Yes, report it" }).click();
  await page.getByText("Reported. 1 traveller is being told.").waitFor();
  await row.getByText("25 min late").waitFor();
  await page.getByText(`reported ${ride.train} 25 min late, 1 told: Signal failure`).waitFor();
  await page.getByLabel("Late or cancelled only").check();
  await row.getByText("25 min late").waitFor();
  await waitFor(
    "the traveller's notification",
    async () =>
      JSON.stringify((await traveller.call("GET", "/api/notifications?after=0")).body).includes("25 minutes"),
    20_000,
  );
  await page.close();
}, 90_000);

test("another platform is reported for a call of the train, and reaches who boards there", async () => {
  const page = await openConsole(operator);
  const row = await findRide(page);
  await row.getByRole("button", { name: /^Report/ }).click();
  await page.getByLabel("It calls at another platform").check();
  const station = page.getByLabel("Station");
  await station.getByRole("option").nth(1).waitFor({ state: "attached" });
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("alert").getByText("Enter the platform").waitFor();
  expect(await lookAt(page, "platform")).toEqual([]);
  const names = await station.getByRole("option").allTextContents();
  await station.selectOption({ index: names.findIndex((name) => name.includes(ride.from)) });
  await page.getByLabel("New platform").fill("14 B");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByText("1 booking is told: a notification and an e-mail to 1 traveller.").waitFor();
  await page
    .getByRole("heading", { name: `Report platform 14 B in ${ride.from} for ${ride.train}` })
    .waitFor();
  await page.getByRole("button", { name: "Yes, report it" }).click();
  await page.getByText("Reported. 1 traveller is being told.").waitFor();
  await page.getByText(`reported platform 14 B in ${ride.from} for ${ride.train}, 1 told`).waitFor();
  await page.close();
}, 90_000);

test("a train is cancelled after a question, once", async () => {
  const page = await openConsole(operator);
  const row = await findRide(page);
  await row.getByRole("button", { name: /^Report/ }).click();
  await page.getByLabel("It does not run").check();
  await page.getByLabel("Reason").fill("Storm");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByText(/^1 booking is told/).waitFor();
  await page.getByText("A cancelled train cannot be brought back.").waitFor();
  await page.getByRole("button", { name: "Yes, cancel the train" }).click();
  await row.getByText("Cancelled").waitFor();
  await row.getByRole("button", { name: /^Report/, disabled: true }).waitFor();
  await page.close();
}, 60_000);

test("a dead letter is shown with its reason, replayed, and gone; the log knows", async () => {
  const [entry] = await redis.xrange(streamKey, "-", "+", "COUNT", 1);
  const event = entry?.[1][1] ?? "";
  await addDeadLetter(redis, {
    entryId: entry?.[0] ?? "",
    stream: streamKey,
    event,
    reason: "it could not be digested",
    attempts: 5,
    group: "notification",
  });
  const page = await openConsole(operator);
  await page.getByText("it could not be digested").waitFor();
  expect(await lookAt(page, "console")).toEqual([]);
  await page.getByRole("button", { name: /^Replay/ }).click();
  await page.getByText("Put into its stream again.").waitFor();
  await page.getByRole("heading", { name: "No dead letters" }).waitFor();
  await page.getByText(/replayed .*: it could not be digested/).waitFor();
  expect(await listDeadLetters(redis)).toEqual([]);
  const [last] = await redis.xrevrange(streamKey, "+", "-", "COUNT", 1);
  expect(last?.[1][1]).toBe(event);
  const again = await operator.call("POST", "/api/operator/dead-letters/1-1/replay");
  expect([again.status, (again.body as { code: string }).code]).toEqual([404, "no-such-dead-letter"]);
  await page.close();
}, 60_000);

test("what the console asks is refused to everyone else", async () => {
  const asked = ["live", "trains", "dead-letters", "actions", `trains/${ride.runId}/affected`];
  for (const path of asked) {
    expect((await traveller.call("GET", `/api/operator/${path}`)).status).toBe(403);
    expect((await fetch(`${site}/api/operator/${path}`)).status).toBe(401);
  }
  expect((await traveller.call("POST", "/api/operator/dead-letters/1-1/replay")).status).toBe(403);
});
