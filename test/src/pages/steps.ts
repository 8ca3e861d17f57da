import type { Page } from "playwright-core";
import type { Journey, Traveller } from "../support/traveller.js";

/** Where a page is, and who uses it. */
export interface Visit {
  page: Page;
  site: string;
}

export async function signIn({ page, site }: Visit, who: Traveller, next = "/bookings"): Promise<void> {
  await page.goto(`${site}/sign-in?next=${encodeURIComponent(next)}`);
  await page.locator("#email").fill(who.email);
  await page.locator("#password").fill(who.password);
  await page.locator("main button[type=submit]").click();
  await page.waitForURL(site + next);
}

export function bookPath({ id }: Journey, query: Record<string, string> = {}): string {
  const values = new URLSearchParams({ passengers: "1", class: "second", fare: "flex", ...query });
  return `/journeys/${encodeURIComponent(id)}/book?${values}`;
}

/** Types a name for each passenger and holds seats; the page is at the payment afterwards. */
export async function holdSeats(page: Page, names: readonly string[]): Promise<void> {
  for (const [index, name] of names.entries()) await page.locator(`#passenger-${index + 1}-name`).fill(name);
  await page.getByRole("button", { name: "Hold seats" }).click();
  await page.getByRole("heading", { name: "Check before you pay" }).waitFor();
}

/** @returns the booking's reference */
export async function pay(page: Page): Promise<string> {
  await page.getByRole("button", { name: /^Pay/ }).click();
  await page.waitForURL(/\/bookings\/[A-Z0-9]{6}/);
  return /\/bookings\/([A-Z0-9]{6})/.exec(page.url())?.[1] ?? "";
}

/** What the page says of itself in the console, but for what a test brings about on purpose. */
export function faultsOf(page: Page, expected: RegExp = /status of 40[0-9]/): string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !expected.test(message.text())) faults.push(message.text());
  });
  return faults;
}
