import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { required } from "@railbooker/runtime/testing/postgres";
import { type BrowserContext, chromium } from "playwright-core";

export interface Browser {
  context: BrowserContext;
  close(): Promise<void>;
}

/** Chromium with a profile of its own. It looks up nothing outside, so that a closed network makes no noise. */
export async function openBrowser(
  options: {
    width?: number;
    height?: number;
    dark?: boolean;
    timeZone?: string;
    /** More of Chromium's own. */
    args?: string[];
  } = {},
): Promise<Browser> {
  const { width = 1200, height = 900, dark = false, timeZone = "America/New_York", args = [] } = options;
  const profile = await mkdtemp(join(tmpdir(), "railbooker-browser-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: required("CHROMIUM_PATH"),
    headless: true,
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
    locale: "en-GB",
    timezoneId: timeZone,
    args: [
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...args,
    ],
  });
  context.setDefaultTimeout(30_000);
  return {
    context,
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
