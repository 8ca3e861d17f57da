import type { Page } from "playwright-core";
import type { Journey } from "./traveller.js";

/** What every traveller does on the pages, by what the pages say. */

export interface Account {
  email: string;
  password: string;
}

/** Makes an account on its page, and waits until the page knows who it is. */
export async function register(page: Page, site: string, account: Account & { name: string }): Promise<void> {
  await page.goto(`${site}/register`);
  await page.getByLabel("Name").fill(account.name);
  await page.getByLabel("E-mail").fill(account.email);
  await page.getByLabel("Password").fill(account.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("button", { name: /Notifications/ }).waitFor();
}

/** Signs in, and goes on to `next`. */
export async function signIn(
  page: Page,
  site: string,
  { email, password }: Account,
  next = "/bookings",
): Promise<void> {
  await page.goto(`${site}/sign-in?next=${next}`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${site}${next}`);
}

/** What is typed into a station's box, and the station that is chosen of what it offers. */
export type Typed = readonly [typed: string, station: string];

export interface Search {
  from: Typed;
  to: Typed;
  /** As the page's fields take them: tomorrow at 08:00 where they are left out. */
  date?: string | undefined;
  time?: string | undefined;
  passengers?: number;
  /** Done before the search is sent. */
  more?: () => Promise<void>;
}

/** Fills in the search on the first page, and sends it. */
export async function searchFor(
  page: Page,
  site: string,
  { from, to, date = tomorrow(), time = "08:00", passengers = 1, more }: Search,
): Promise<void> {
  await page.goto(site);
  for (const [label, [typed, station]] of [
    ["From", from],
    ["To", to],
  ] as const) {
    await page.getByLabel(label, { exact: true }).fill(typed);
    await page.getByRole("option", { name: station }).first().click();
  }
  await page.getByLabel("Date").fill(date);
  await page.getByLabel("Time").fill(time);
  if (passengers !== 1) {
    await page.locator("#party > summary").click();
    await page.getByRole("spinbutton", { name: "Adults" }).fill(String(passengers));
  }
  await more?.();
  await page.getByRole("button", { name: "Search", exact: true }).click();
}

const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

export async function selectFirst(page: Page): Promise<void> {
  await page
    .getByRole("link", { name: /^Select/ })
    .first()
    .click();
}

export async function nameTravellers(page: Page, ...names: string[]): Promise<void> {
  for (const [index, name] of names.entries())
    await page
      .getByLabel(/Full name/)
      .nth(index)
      .fill(name);
}

/** Where a journey's seats are chosen. */
export function bookPath({ id }: Journey, query: Record<string, string> = {}): string {
  const values = new URLSearchParams({ passengers: "1", class: "second", fare: "flex", ...query });
  return `/journeys/${encodeURIComponent(id)}/book?${values}`;
}

/** Holds seats for who is named; the page is at the payment then. */
export async function holdSeats(page: Page, ...names: string[]): Promise<void> {
  await nameTravellers(page, ...names);
  await page.getByRole("button", { name: "Hold seats" }).click();
  await page.getByRole("heading", { name: "Check before you pay" }).waitFor();
}

/** Pays what is held. @returns the reference of the booking that is shown then */
export async function pay(page: Page): Promise<string> {
  await page.getByRole("button", { name: /^Pay/ }).click();
  await page.waitForURL(/\/bookings\/[A-Z0-9]{6}/);
  return /\/bookings\/([A-Z0-9]{6})/.exec(page.url())?.[1] ?? "";
}

/** What goes wrong in the page's scripts from now on. @param expected what the console may say; by itself, that nobody is signed in */
export function faultsOf(page: Page, expected = /status of 401/): string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !expected.test(message.text())) faults.push(message.text());
  });
  return faults;
}
