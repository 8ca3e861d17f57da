import type { Plugin, Rolldown } from "vite";
import { languages } from "../src/texts/languages.js";

/** Pages that open without a network, by what they are about. */
export interface KeptPages {
  /** Addresses; one that ends in a star stands for all below it. */
  addresses: string[];
  /** The built pages behind them. */
  pages: string[];
  /** Where the worker is found: without a hash in its name, for browsers look there for a newer one. */
  worker: string;
}

const kept: Record<string, KeptPages> = {
  inspect: { addresses: ["/inspect"], pages: ["inspect"], worker: "inspect-sw.js" },
  trip: { addresses: ["/bookings", "/bookings/*"], pages: ["bookings", "trip"], worker: "trip-sw.js" },
};

/** Of the worker's code as it is built, before it is told what to keep. */
export const workerFile = "kept-pages.js";

/**
 * Writes a service worker for each family of pages, with the files that its pages load, now or later: those that it must
 * have before the network is gone.
 */
export function keptPages(): Plugin {
  return {
    name: "railbooker-kept-pages",
    generateBundle(_options, bundle) {
      const worker = bundle[workerFile];
      if (worker?.type !== "chunk") throw new Error(`the build has no ${workerFile}`);
      delete bundle[workerFile];
      for (const [family, { addresses, pages, worker: fileName }] of Object.entries(kept)) {
        const files = new Set(["favicon.svg", ...pages.flatMap((page) => filesOf(bundle, page))]);
        const source = worker.code
          .replace("__KEPT_FAMILY__", family)
          .replace("__KEPT_PAGES__", addresses.join(" "))
          .replace("__KEPT_LANGUAGES__", Object.keys(languages).join(" "))
          .replace("__KEPT_FILES__", [...files].map((file) => `/${file}`).join(" "));
        this.emitFile({ type: "asset", fileName, source });
      }
    },
  };
}

function filesOf(bundle: Rolldown.OutputBundle, page: string): string[] {
  const chunks = Object.values(bundle).filter((output) => output.type === "chunk");
  const entry = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/${page}.html`));
  if (entry === undefined) throw new Error(`the build has no page ${page}.html`);
  const files = new Set<string>();
  const gather = (name: string): void => {
    const output = bundle[name];
    if (output?.type !== "chunk" || files.has(name)) return;
    files.add(name);
    const { importedCss, importedAssets } = output.viteMetadata ?? {};
    for (const file of [...(importedCss ?? []), ...(importedAssets ?? [])]) files.add(file);
    for (const next of [...output.imports, ...output.dynamicImports]) gather(next);
  };
  gather(entry.fileName);
  return [...files];
}
