import { waitFor } from "@railbooker/runtime/testing/wait";
import { provideChromium } from "@railbooker/scripts/servers/chromium";
import type { Page } from "playwright-core";
import { openBrowser } from "../support/browser.js";
import { bookPath } from "../support/pages.js";
import { startProduct } from "../support/product.js";
import { type Journey, Traveller } from "../support/traveller.js";
import { median, report } from "./support/context.js";

const sales = 25;
const typed = ["berlin", "munchen", "vienna", "paris", "lisbon", "praha"];

/** A hold takes about 15 ms on a machine that does nothing else, and the screen may take 300. */
const bar = 20;

/** How soon a visitor who is not signed in sees stations while typing, and a seat that somebody else takes. */
export default async function bench(): Promise<void> {
  process.env["CHROMIUM_PATH"] = await provideChromium((line) => process.stdout.write(`${line}\n`));
  const product = await startProduct({ env: { PURCHASE_LIMIT: "off" } });
  const browser = await openBrowser();
  try {
    const site = `http://localhost:${product.bookings[0]?.port}`;
    const page = await browser.context.newPage();
    tell("stations after a letter", 150, await suggestions(page, site));
    const rival = await new Traveller(site).register("Rita Rival");
    const [journey] = await rival.search("münchen", "berlin");
    if (journey === undefined) throw new Error("no journey from München to Berlin");
    const { held, shown } = await seatsTaken(page, site, rival, journey);
    tell("a seat, after the hold was asked for", 300, shown);
    report({
      name: "on-screen",
      ratio: median(shown) / median(held),
      bar: `<=${bar}`,
      ours: `${median(shown)}ms`,
      baseline: `${median(held)}ms`,
    });
  } finally {
    await browser.close();
    await product.stop();
  }
}

/** From each letter to the frame that shows the list for it, in milliseconds. */
async function suggestions(page: Page, site: string): Promise<number[]> {
  await page.goto(site);
  const from = page.getByLabel("From", { exact: true });
  await from.focus();
  await page.evaluate(`
    globalThis.waits = [];
    const list = document.getElementById("from-list");
    let pressed;
    document.getElementById("from").addEventListener("input", () => { pressed = performance.now(); }, true);
    new MutationObserver(() => {
      if (pressed === undefined || list.hidden) return;
      const since = pressed;
      pressed = undefined;
      requestAnimationFrame(() => setTimeout(() => waits.push(performance.now() - since)));
    }).observe(list, { childList: true });
    undefined;
  `);
  for (const name of typed) {
    await from.fill("");
    // As slowly as people type, so that each letter has its answer.
    await from.pressSequentially(name, { delay: 250 });
    await page.waitForTimeout(500);
  }
  return page.evaluate<number[]>("waits");
}

interface Taken {
  /** From the question to the answer of each hold, and to the frame that shows its seat as taken, in milliseconds. */
  held: number[];
  shown: number[];
}

async function seatsTaken(page: Page, site: string, rival: Traveller, journey: Journey): Promise<Taken> {
  let watched = false;
  page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => {
      watched ||= /^43\/trains.*"ok":true/.test(String(payload));
    }),
  );
  await page.goto(site + bookPath(journey));
  await page.getByLabel("Choose seats on the plan").check();
  await page.getByRole("checkbox", { name: /free$/ }).first().waitFor();
  await waitFor("the watch", () => watched);
  await page.waitForTimeout(1_000);
  const seats = await page.evaluate<string[]>(
    `[...document.querySelectorAll(".coach input[data-seat]:enabled")].map((box) => box.dataset.seat)`,
  );
  const taken: Taken = { held: [], shown: [] };
  for (const seat of seats.slice(0, sales)) {
    await page.evaluate(`
      globalThis.gone = new Promise((resolve) => {
        const box = document.querySelector('[data-seat="${seat}"]');
        new MutationObserver(() => {
          if (box.disabled) requestAnimationFrame(() => setTimeout(() => resolve(Date.now())));
        }).observe(box, { attributes: true });
      });
      undefined;
    `);
    const asked = Date.now();
    const hold = await rival.hold(journey, { seats: [seat] });
    if (hold.status !== 201) throw new Error(`the hold answered ${hold.status}`);
    taken.held.push(Date.now() - asked);
    taken.shown.push((await page.evaluate<number>("gone")) - asked);
  }
  return taken;
}

function tell(what: string, target: number, times: readonly number[]): void {
  const [middle, worst] = [median(times), Math.max(...times)].map(Math.round);
  process.stdout.write(`${what}: ${middle} ms (worst of ${times.length}: ${worst}), target ${target} ms\n`);
}
