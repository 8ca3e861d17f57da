import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { Html, html } from "../inbox/html.js";

const perSheet = 12;

/** All pictures, one state after the other. */
export function galleryPage(names: readonly string[]): string {
  return page("Every page and state", names, "width: auto; max-width: 46%");
}

/** Writes `sheet-LOOK-N.png` with a dozen pictures each, all of one look. */
export async function contactSheets(
  program: string,
  folder: string,
  names: readonly string[],
): Promise<void> {
  const browser = await chromium.launch({
    executablePath: program,
    args: ["--disable-gpu", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
  });
  try {
    const sheet = await browser.newPage({ viewport: { width: 1800, height: 1000 } });
    for (const [look, own] of byLook(names)) {
      for (let first = 0; first < own.length; first += perSheet) {
        const path = join(folder, "sheet.html");
        writeFileSync(path, page(look, own.slice(first, first + perSheet), sizeOf(look)));
        await sheet.goto(pathToFileURL(path).href);
        const picture = join(folder, `sheet-${look}-${first / perSheet + 1}.png`);
        await sheet.screenshot({ path: picture, fullPage: true });
      }
    }
  } finally {
    await browser.close();
  }
}

/** Small enough for a dozen, large enough to read. */
const sizeOf = (look: string): string => (look.startsWith("1280") ? "width: 570px" : "width: 280px");

/** `NAME-WIDTH-SCHEME.png`; what is named otherwise has a look of its own. */
function byLook(names: readonly string[]): Map<string, string[]> {
  const looks = new Map<string, string[]>();
  for (const name of names) {
    const look = /-(\d+-(?:light|dark))\.png$/.exec(name)?.[1] ?? "other";
    looks.set(look, [...(looks.get(look) ?? []), name]);
  }
  return looks;
}

function page(title: string, names: readonly string[], size: string): string {
  const figures = names.map(
    (name) =>
      html`<figure><figcaption>${name}</figcaption><a href="${name}"><img src="${name}" alt=""></a></figure>`,
  );
  return html`${new Html("<!doctype html>")}
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<style>body { font: 14px system-ui, sans-serif; margin: 1rem; background: #bbb; display: flex; flex-wrap: wrap; align-items: start; gap: 1rem; }
figure { margin: 0; } img { ${size}; display: block; }</style></head><body>${figures}</body></html>
`.text;
}
