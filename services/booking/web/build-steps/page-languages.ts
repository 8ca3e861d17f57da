import type { Plugin, Rolldown } from "vite";
import { type Catalogue, catalogues } from "./catalogues.js";

/**
 * Writes every built page once in each language, as LANGUAGE/NAME.html: `{{area.key}}` takes the text of the catalogue,
 * `<html>` says which language it is, `<!-- languages -->` is the switch. So a page stands in its language
 * before any script runs, and no text jumps. A text that is not there stops the build.
 */
export function pageLanguages({ forTests }: { forTests: boolean }): Plugin {
  const all = catalogues(forTests);
  return {
    name: "railbooker-page-languages",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const pages = Object.values(bundle).filter(({ fileName }) => fileName.endsWith(".html"));
        for (const page of pages) {
          if (page.type !== "asset") throw new Error(`${page.fileName} is no page`);
          const html = String(page.source);
          delete bundle[page.fileName];
          for (const [tag, catalogue] of all) {
            const preloads = filesOf(bundle, catalogue.source).map(
              (file) => `<link rel="modulepreload" crossorigin href="/${file}">`,
            );
            const source = inLanguage(html, tag, catalogue, all).replace(
              "</head>",
              `${preloads.join("")}</head>`,
            );
            this.emitFile({ type: "asset", fileName: `${tag}/${page.fileName}`, source });
          }
        }
      },
    },
  };
}

function inLanguage(html: string, tag: string, catalogue: Catalogue, all: Map<string, Catalogue>): string {
  return html
    .replace('<html lang="en" dir="ltr">', `<html lang="${tag}" dir="${catalogue.direction ?? "ltr"}">`)
    .replace("<!-- languages -->", switchOf(tag, all))
    .replace(/\{\{([a-zA-Z.]+)\}\}/g, (_, key: string) => textOf(catalogue, key));
}

function textOf({ texts, source }: Catalogue, key: string): string {
  const found = key
    .split(".")
    .reduce<unknown>((level, name) => (level as Record<string, unknown> | undefined)?.[name], texts);
  if (typeof found !== "string") throw new Error(`The catalogue ${source} has no text "${key}"`);
  return found.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

/** Plain links: they work without a script. The page's script adds what else the address says. */
function switchOf(current: string, all: Map<string, Catalogue>): string {
  return [...all]
    .map(
      ([tag, { name }]) =>
        `<li><a data-language href="?lang=${tag}" lang="${tag}" hreflang="${tag}"${tag === current ? ' aria-current="true"' : ""}>${name}</a></li>`,
    )
    .join("");
}

function filesOf(bundle: Rolldown.OutputBundle, source: string): string[] {
  const chunks = Object.values(bundle).filter((output) => output.type === "chunk");
  const words = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(source));
  if (words === undefined) throw new Error(`The build has no file of its own for ${source}`);
  return [words.fileName, ...words.imports];
}
