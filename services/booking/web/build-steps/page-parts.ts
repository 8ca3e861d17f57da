import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/**
 * Makes a whole page before Vite reads its scripts. A file of pages/ begins with
 * `<!-- page title="…" script="NAME" class="…" style="NAME" -->` and holds what is in its main; partials/layout.html is
 * around it. `<!-- partial NAME key="value" -->` takes partials/NAME.html with its `[[key]]` filled,
 * `<!-- for key in 1..9 -->…<!-- end -->` repeats. What is not there stops the build.
 */
export function pageParts(partialsFolder: string): Plugin {
  const partial = (name: string, values: Values): string =>
    fill(readFileSync(join(partialsFolder, `${name}.html`), "utf8"), values);

  function fill(html: string, values: Values): string {
    return html
      .replace(/<!-- for (\w+) in (\d+)\.\.(\d+) -->\n?(.*?)<!-- end -->/gs, (_, key, from, to, body) =>
        range(Number(from), Number(to))
          .map((n) => body.replaceAll(`[[${key}]]`, String(n)))
          .join("")
          .trimEnd(),
      )
      .replace(/\[\[([a-z]+)\]\]/g, (_, key: string) => {
        const value = values[key];
        if (value === undefined) throw new Error(`A partial asks for [[${key}]], which nobody gives`);
        return value;
      })
      .replace(/<!-- partial ([a-z-]+)(.*?) -->/g, (_, name: string, given: string) =>
        partial(name, { ...values, ...valuesOf(given) }),
      );
  }

  return {
    name: "railbooker-page-parts",
    transformIndexHtml: {
      order: "pre",
      handler: (html) => {
        const [head = "", given] = /^<!-- page (.*?) -->\n/.exec(html) ?? [];
        if (given === undefined) throw new Error('A page must begin with <!-- page title="…" script="…" -->');
        const { title, script, class: classes = "", style } = valuesOf(given);
        if (title === undefined || script === undefined) throw new Error(`No title or script in: ${head}`);
        return partial("layout", {
          title,
          script: `../src/pages/${script}.ts`,
          classes,
          styles: ["main", ...(style === undefined ? [] : [style])].map(styleLink).join("\n"),
          content: html.slice(head.length).trimEnd(),
        });
      },
    },
  };
}

type Values = Record<string, string>;

function valuesOf(text: string): Values {
  return Object.fromEntries(
    [...text.matchAll(/([a-z]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]),
  );
}

function styleLink(name: string): string {
  return `<link rel="stylesheet" href="../src/styles/${name}.css" />`;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
