import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Page } from "playwright-core";

interface Finding {
  violations: { id: string; nodes: { html: string }[] }[];
}

const looks = [
  [1280, "light"],
  [1280, "dark"],
  [375, "light"],
  [375, "dark"],
] as const;

/**
 * Looks at the page as it is on a large and a small screen, in the light and in the dark, and keeps a picture of each where the
 * variable SCREENSHOTS names a folder.
 * @returns what is not accessible, or wider than the screen; nothing where all is well
 */
export async function lookAt(page: Page, name: string): Promise<string[]> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
  const folder = process.env["SCREENSHOTS"];
  const found: string[] = [];
  for (const [width, colorScheme] of looks) {
    const look = `${name}-${width}-${colorScheme}`;
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const faults = await page.evaluate(async () => {
      const runner = (globalThis as unknown as { axe: { run(options: unknown): Promise<Finding> } }).axe;
      const values = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
      const { violations } = await runner.run({ runOnly: { type: "tag", values } });
      const root = (
        globalThis as unknown as {
          document: { documentElement: { scrollWidth: number; clientWidth: number } };
        }
      ).document.documentElement;
      const wide = root.scrollWidth > root.clientWidth ? [`${root.scrollWidth} px wide`] : [];
      return [
        ...wide,
        ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
      ];
    });
    found.push(...faults.map((fault) => `${look}: ${fault}`));
    if (folder !== undefined) await page.screenshot({ path: join(folder, `${look}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 1200, height: 900 });
  await page.emulateMedia({ colorScheme: "light", reducedMotion: null });
  return found;
}
