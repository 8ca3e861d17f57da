import type { Plugin } from "vite";

/** Without a hash in its name: it has one address for good, at which browsers look for a newer one. */
export const workerFile = "inspect-sw.js";

/**
 * Writes into the inspectors' service worker which files their page loads, now or later: those that it must have before
 * the network is gone.
 */
export function inspectFiles(): Plugin {
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
