import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { lookAt } from "../pages/look.js";
import type { Browser } from "../support/browser.js";
import { startLiveSite } from "../support/live-site.js";
import { signIn } from "../support/pages.js";
import type { Product } from "../support/product.js";
import { Traveller } from "../support/traveller.js";

let product: Product;
let browser: Browser;
let site: string;
let operator: Traveller;
let ada: Traveller;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ product, browser, site, operator, close } = await startLiveSite());
  ada = await new Traveller(site).register("Ada Example");
}, 180_000);
afterAll(() => close?.(), 60_000);

interface Call {
  location: { id: string };
  platform?: string;
  plannedPlatform?: string;
}
const report = (runId: string, location: string, platform: string) =>
  operator.call<{ told: number }>("POST", `/api/operator/trains/${runId}/platform`, { location, platform });

test("another platform is on the trip at once beside the planned one, and told and mailed to its traveller once, whatever they chose", async () => {
  const quiet = { quietHours: null, "train-delayed": { email: false, push: false } };
  expect((await ada.call("PUT", "/api/notifications/preferences", quiet)).status).toBe(200);
  const { reference, legs } = await ada.buy("hamburg", "berlin");
  const [leg] = legs;
  if (leg === undefined) throw new Error("the booking has no leg");
  const { calls } = (await ada.call<{ calls: Call[] }>("GET", `/api/trains/${leg.runId}`)).body;
  const planned = calls.find(({ location }) => location.id === leg.from.id)?.platform;
  if (planned === undefined) throw new Error("the timetable names no platform where the ride begins");

  const page = await browser.context.newPage();
  await signIn(page, site, ada);
  await page.goto(`${site}/bookings/${reference}`);
  const next = page.getByRole("region", { name: "Next departure" });
  await next.getByText(planned, { exact: true }).waitFor();

  expect(await report(leg.runId, leg.from.id, "91 A")).toMatchObject({ status: 200, body: { told: 1 } });
  await next.locator("b.late").getByText("91 A", { exact: true }).waitFor();
  expect(await next.locator("s").textContent()).toBe(`not ${planned}`);
  await page.locator(".ticket b.late").getByText("platform 91 A").first().waitFor();
  expect(await lookAt(page, "trip-platform")).toEqual([]);

  const mails = () =>
    product.inbox.messages(ada.email).filter(({ subject }) => String(subject).includes("platform 91 A"));
  await waitFor("the mail", () => mails().length > 0, 20_000);
  expect(await report(leg.runId, leg.from.id, "91 A")).toMatchObject({ body: { told: 0 } });
  // Nobody with a ticket boards or alights there.
  const elsewhere = calls.find(({ location }) => location.id !== leg.from.id && location.id !== leg.to.id);
  if (elsewhere === undefined) throw new Error("the train calls nowhere else");
  expect(await report(leg.runId, elsewhere.location.id, "92")).toMatchObject({ body: { told: 0 } });

  expect(await report(leg.runId, leg.from.id, planned)).toMatchObject({ body: { told: 1 } });
  await next.locator("s").waitFor({ state: "detached" });
  await next.getByText(planned, { exact: true }).waitFor();
  const about = (platform: string) => `${leg.train.name}: platform ${platform} in ${leg.from.name}`;
  await waitFor("both in the feed", async () => {
    const { items } = (
      await ada.call<{ items: { type: string; title: string }[] }>("GET", "/api/notifications?after=0")
    ).body;
    const told = items.filter(({ type }) => type === "platform").map(({ title }) => title);
    return told.length === 2 && told[0] === about("91 A") && told[1] === about(planned);
  });
  expect(mails()).toHaveLength(1);
  await page.close();
}, 120_000);

test("another platform is on the departures board within a moment, and stays there", async () => {
  const page = await browser.context.newPage();
  await page.goto(`${site}/board/DEMUC`);
  await page.getByRole("row").nth(3).waitFor();
  const path = "/api/locations/DEMUC/departures?limit=14";
  const { items } = (await ada.call<{ items: ({ runId: string } & Call)[] }>("GET", path)).body;
  const later = items.at(-4);
  if (later?.platform === undefined) throw new Error("the board names no platform");
  await report(later.runId, "DEMUC", "93");
  const changed = page.getByRole("row").filter({ has: page.locator("b.late").getByText("93") });
  await changed.waitFor();
  expect(await changed.locator("s").textContent()).toBe(`not ${later.platform}`);
  expect(await lookAt(page, "board-platform")).toEqual([]);
  await page.reload();
  await changed.waitFor();
  await page.close();
}, 90_000);
