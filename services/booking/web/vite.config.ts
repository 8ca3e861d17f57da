import { readdirSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vite";
import { pageBudgets } from "./build-steps/budgets.js";
import { compress } from "./build-steps/compress.js";
import { keptPages, workerFile } from "./build-steps/kept-pages.js";
import { pageLanguages } from "./build-steps/page-languages.js";
import { pageParts } from "./build-steps/page-parts.js";

const here = import.meta.dirname;
const pagesFolder = join(here, "pages");

export default defineConfig(({ mode }) => ({
  root: pagesFolder,
  publicDir: join(here, "public"),
  plugins: [
    pageParts(join(here, "partials")),
    keptPages(),
    // Mode "pseudo" adds languages that only tests read.
    pageLanguages({ forTests: mode === "pseudo" }),
    pageBudgets(),
    compress(),
  ],
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
        join(here, "src/offline/service-worker.ts"),
      ],
      output: {
        // What most pages share comes in one file: each file more costs a slow phone more than the bytes it spares.
        // Not what catalogues need: that file waits for the catalogue, and must not be waited for by it.
        codeSplitting: {
          groups: [
            {
              name: "common",
              test: /[\\/]web[\\/]src[\\/](?!texts[\\/](?!texts\.|languages\.))|[\\/]node_modules[\\/](@lit|lit|lit-element|lit-html)[\\/]/,
              minShareCount: 3,
              maxModuleSize: 30_000,
            },
          ],
        },
        entryFileNames: ({ name }) => (name === "service-worker" ? workerFile : "assets/[name]-[hash].js"),
      },
    },
  },
}));
