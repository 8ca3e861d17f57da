import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const leastBytes = 600;

/** Leaves scripts and styles beside themselves in compressed form, once and well, so that no request has to do it. */
export function compress(): Plugin {
  return {
    name: "railbooker-compress",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        for (const output of Object.values(bundle)) {
          if (!/^assets\/.*\.(js|css)$/.test(output.fileName)) continue;
          const source = Buffer.from(output.type === "chunk" ? output.code : output.source);
          if (source.length < leastBytes) continue;
          const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
          this.emitFile({
            type: "asset",
            fileName: `${output.fileName}.br`,
            source: brotliCompressSync(source, { params }),
          });
          this.emitFile({
            type: "asset",
            fileName: `${output.fileName}.gz`,
            source: gzipSync(source, { level: 9 }),
          });
        }
      },
    },
  };
}
