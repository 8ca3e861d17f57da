import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Browser } from "../support/browser.js";
import { startLiveSite } from "../support/live-site.js";
import { newOperator } from "../support/operator.js";
import type { Product } from "../support/product.js";
import { Traveller } from "../support/traveller.js";

const board = "/operator/queues";
let product: Product;
let browser: Browser;
let site: string;
let operator: Traveller;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ product, browser, site, operator, close } = await startLiveSite());
}, 180_000);
afterAll(() => close?.(), 60_000);

interface Queues {
  queues: { name: string; readOnlyMode: boolean; isPaused: boolean }[];
}
const emailQueue = async (headers = {}) =>
  (await operator.call<Queues>("GET", `${board}/api/queues`, undefined, headers)).body.queues.find(
    ({ name }) => name === "email",
  );

test("only operators see the queues", async () => {
  const ada = await new Traveller(site).register("Ada Example");
  expect(await ada.call("GET", board)).toMatchObject({ status: 403, body: { code: "not-allowed" } });
  expect(await new Traveller(site).call("GET", `${board}/api/queues`)).toMatchObject({ status: 401 });
});

test("the board shows every queue, and changes one only after its operator has confirmed that this is meant", async () => {
  const shown = await operator.call<Queues>("GET", `${board}/api/queues`);
  expect(shown.body.queues.map(({ name }) => name).sort()).toEqual(["booking", "email", "notification"]);
  expect(await emailQueue()).toMatchObject({ readOnlyMode: true, isPaused: false });
  const pause = `${board}/api/queues/email/pause`;
  expect(await operator.call("PUT", pause)).toMatchObject({
    status: 403,
    body: { code: "queues-read-only" },
  });
  expect(await emailQueue()).toMatchObject({ isPaused: false });

  const confirmed = await fetch(`${site}${board}/changes`, {
    method: "POST",
    redirect: "manual",
    headers: { authorization: `Bearer ${operator.accessToken}` },
  });
  expect(confirmed.status).toBe(303);
  const cookie = confirmed.headers.get("set-cookie") ?? "";
  expect(cookie).toMatch(/^rb_queues=.*Path=\/operator\/queues;.*HttpOnly; SameSite=Strict/);
  const headers = { cookie: cookie.slice(0, cookie.indexOf(";")) };
  expect((await operator.call("PUT", pause, undefined, headers)).status).toBe(200);
  expect(await emailQueue(headers)).toMatchObject({ readOnlyMode: false, isPaused: true });
  expect((await operator.call("PUT", pause.replace("pause", "resume"), undefined, headers)).status).toBe(200);
  expect(await emailQueue()).toMatchObject({ isPaused: false });

  const other = await newOperator(product);
  expect((await other.call("PUT", pause, undefined, headers)).status).toBe(403);
  const [service] = product.bookings;
  expect(service?.logLines().join("\n")).toContain("an operator changes a queue");
}, 60_000);

test("another site's page cannot confirm in an operator's name", async () => {
  const answer = await fetch(`${site}${board}/changes`, {
    method: "POST",
    headers: { "sec-fetch-site": "cross-site", cookie: "rb_session=x" },
  });
  expect([answer.status, await answer.json()]).toMatchObject([403, { code: "cross-site" }]);
});

test("it works as a page, under the site's own rules for what pages may load", async () => {
  const page = await browser.context.newPage();
  const { email, password } = operator;
  await page.request.post(`${site}/api/users/login`, { data: { email, password } });
  await page.goto(`${site}${board}`);
  await page.getByText("notification").first().waitFor();
  await page.goto(`${site}${board}/changes`);
  await page.getByRole("button", { name: "Allow changes for 15 minutes" }).click();
  await page.waitForURL(new RegExp(`${board}$`));
  await page.getByText("notification").first().waitFor();
  await page.close();
}, 60_000);
