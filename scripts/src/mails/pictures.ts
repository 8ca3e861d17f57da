import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

/** A window of a mail program on a desk, and a phone. */
const widths = [700, 360];
const schemes = ["light", "dark"] as const;

/** Writes `NAME.WIDTH.SCHEME.png` beside each page. */
export async function takePictures(program: string, folder: string, names: readonly string[]): Promise<void> {
  const browser = await chromium.launch({
    executablePath: program,
    args: ["--disable-gpu", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
  });
  try {
    for (const width of widths) {
      for (const colorScheme of schemes) {
        const context = await browser.newContext({ viewport: { width, height: 700 }, colorScheme });
        const page = await context.newPage();
        for (const name of names) {
          await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
          await page.screenshot({
            path: join(folder, `${name}.${width}.${colorScheme}.png`),
            fullPage: true,
          });
        }
        await context.close();
      }
    }
  } finally {
    await browser.close();
  }
}
