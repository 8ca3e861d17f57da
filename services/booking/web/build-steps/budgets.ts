import { gzipSync } from "node:zlib";
import type { Plugin, Rolldown } from "vite";

/** Kilobytes of 1000 bytes, as gzip makes them. */
const budgets = { search: 60, page: 120, styles: 20 };

/**
 * Stops the build where a page has become too heavy: its scripts with all that they may load later, except the words of
 * other languages; and its styles.
 */
export function pageBudgets(): Plugin {
  return {
    name: "railbooker-budgets",
    generateBundle(_options, bundle) {
      const lines: string[] = [];
      for (const entry of Object.values(bundle)) {
        if (entry.type !== "chunk" || !entry.facadeModuleId?.endsWith(".html")) continue;
        const name = entry.facadeModuleId.replace(/^.*\/|\.html$/g, "");
        const chunks = reachable(bundle, entry);
        const scripts = size(chunks.map(({ code }) => code));
        const sheets = new Set(chunks.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]));
        const styles = size([...sheets].map((sheet) => sourceOf(bundle[sheet])));
        lines.push(`${name} ${scripts} + ${styles}`);
        const most = name === "search" || name === "index" ? budgets.search : budgets.page;
        if (scripts > most)
          throw new Error(`The page ${name} has ${scripts} kB of script; ${most} are allowed`);
        if (styles > budgets.styles)
          throw new Error(`The page ${name} has ${styles} kB of styles; ${budgets.styles} are allowed`);
      }
      this.info(`kB of script and style, compressed: ${lines.join(", ")}`);
    },
  };
}

function reachable(bundle: Rolldown.OutputBundle, entry: Rolldown.OutputChunk): Rolldown.OutputChunk[] {
  const found = new Map<string, Rolldown.OutputChunk>();
  const gather = (chunk: Rolldown.OutputChunk): void => {
    if (found.has(chunk.fileName) || isOtherLanguage(chunk)) return;
    found.set(chunk.fileName, chunk);
    for (const name of [...chunk.imports, ...chunk.dynamicImports]) {
      const next = bundle[name];
      if (next?.type === "chunk") gather(next);
    }
  };
  gather(entry);
  return [...found.values()];
}

/** German is the longest, and stands for all. */
function isOtherLanguage({ facadeModuleId }: Rolldown.OutputChunk): boolean {
  return /\/src\/texts\/(?!(de|staff|texts)\b)[a-z]+(-staff)?\.ts$/.test(facadeModuleId ?? "");
}

function sourceOf(output: Rolldown.OutputBundle[string] | undefined): string {
  return output?.type === "asset" ? String(output.source) : "";
}

function size(sources: readonly string[]): number {
  const bytes = sources.reduce((sum, source) => sum + gzipSync(source, { level: 9 }).length, 0);
  return Math.round(bytes / 100) / 10;
}
