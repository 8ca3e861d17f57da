import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";
import { en } from "./src/texts/en.js";

const here = import.meta.dirname;
const pagesFolder = join(here, "pages");

/**
 * Fills a page before Vite reads its scripts: `<!-- partial NAME -->` takes partials/NAME.html, `{{area.key}}` takes
 * the text of the catalogue. A name that is not there stops the build, so no page can ship with a hole.
 */
function pageParts(): Plugin {
  const text = (key: string): string => {
    const found = key
      .split(".")
      .reduce<unknown>((level, name) => (level as Record<string, unknown> | undefined)?.[name], en);
    if (typeof found !== "string") throw new Error(`The catalogue src/texts/en.ts has no text "${key}"`);
    return found.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  };
  const fill = (html: string): string =>
    html
      .replace(/<!-- partial ([a-z-]+) -->/g, (_, name: string) =>
        fill(readFileSync(join(here, "partials", `${name}.html`), "utf8")),
      )
      .replace(/\{\{([a-zA-Z.]+)\}\}/g, (_, key: string) => text(key));
  return {
    name: "railbooker-page-parts",
    transformIndexHtml: { order: "pre", handler: fill },
  };
}

export default defineConfig({
  root: pagesFolder,
  publicDir: join(here, "public"),
  plugins: [pageParts()],
  build: {
    outDir: join(here, "dist"),
    emptyOutDir: true,
    target: "es2022",
    // The content security policy allows nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: readdirSync(pagesFolder)
        .filter((name) => name.endsWith(".html"))
        .map((name) => join(pagesFolder, name)),
    },
  },
});
