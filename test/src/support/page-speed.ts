import type { Page } from "playwright-core";

/** How a page comes, as its visitor has it. */
export interface PageSpeed {
  /** From the first byte of the document to the frame with which its visitor can go on. */
  usableMs: number;
  /** How much moved by itself, all shifts together. */
  shift: number;
  longestTaskMs: number;
}

/** How much slower than this machine's the processor is made, for the phone that many travellers hold. */
const slowerBy = 4;
/** After the page can be used, for what follows: the account in the header, live news. */
const settleMs = 1_500;

/** The document can be used once `usable` matches something of it, as a selector. Runs in the page, before its own scripts. */
const marks = (usable: string): string => `(() => {
  const marks = (globalThis.railbookerSpeed = { shift: 0, longestTaskMs: 0 });
  let ready;
  globalThis.railbookerReady = new Promise((resolve) => { ready = resolve; });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) marks.longestTaskMs = Math.max(marks.longestTaskMs, duration);
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) marks.shift += value;
  }).observe({ type: "layout-shift", buffered: true });
  const watch = new MutationObserver(look);
  function look() {
    if (document.querySelector(${JSON.stringify(usable)}) === null) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => {
      marks.usableMs = performance.now() - performance.getEntriesByType("navigation")[0].responseStart;
      ready();
    }));
  }
  watch.observe(document, { childList: true, subtree: true, attributes: true });
})();`;

/**
 * Makes the page's processor slow and its cache forgetful from now on.
 * @returns what visits an address and measures how it comes; `usable` selects what its visitor needs to go on
 */
export async function slowVisits(
  page: Page,
): Promise<(address: string, usable: string) => Promise<PageSpeed>> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
  await devtools.send("Network.setBypassServiceWorker", { bypass: true });
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowerBy });
  await devtools.send("Page.enable");
  return async (address, usable) => {
    const { identifier } = await devtools.send("Page.addScriptToEvaluateOnNewDocument", {
      source: marks(usable),
    });
    await page.goto(address);
    await page.locator(usable).first().waitFor({ state: "attached" });
    await page.evaluate("globalThis.railbookerReady");
    await page.waitForTimeout(settleMs);
    const speed = await page.evaluate<PageSpeed>("globalThis.railbookerSpeed");
    await devtools.send("Page.removeScriptToEvaluateOnNewDocument", { identifier });
    return speed;
  };
}
