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

/**
 * Writes into the inspectors' service worker which files their page loads, now or later: those that it must have before
 * the network is gone.
 */
function inspectFiles(): Plugin {
  return {
    name: "railbooker-inspect-files",
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === "chunk");
      const entry = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith("/inspect.html"));
      const worker = bundle[workerFile];
      if (entry === undefined || worker?.type !== "chunk")
        throw new Error("the build has no page inspect.html");
      const files = new Set<string>(["favicon.svg"]);
      const gather = (name: string): void => {
        const output = bundle[name];
        if (output?.type !== "chunk" || files.has(name)) return;
        files.add(name);
        const { importedCss, importedAssets } = output.viteMetadata ?? {};
        for (const file of [...(importedCss ?? []), ...(importedAssets ?? [])]) files.add(file);
        for (const next of [...output.imports, ...output.dynamicImports]) gather(next);
      };
      gather(entry.fileName);
      worker.code = worker.code.replace("__INSPECT_FILES__", [...files].map((file) => `/${file}`).join(" "));
    },
  };
}

/** Without a hash in its name: it has one address for good, at which browsers look for a newer one. */
const workerFile = "inspect-sw.js";

export default defineConfig({
  root: pagesFolder,
  publicDir: join(here, "public"),
  plugins: [pageParts(), inspectFiles()],
  build: {
    outDir: join(here, "dist"),
    emptyOutDir: true,
    target: "es2022",
    // The content security policy allows nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: [
        ...readdirSync(pagesFolder)
          .filter((name) => name.endsWith(".html"))
          .map((name) => join(pagesFolder, name)),
        join(here, "src/inspect/service-worker.ts"),
      ],
      output: {
        entryFileNames: ({ name }) => (name === "service-worker" ? workerFile : "assets/[name]-[hash].js"),
      },
    },
  },
});
