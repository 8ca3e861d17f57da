import jsqr from "jsqr";
import { PNG } from "pngjs";

/** Reads a PNG as a phone would; undefined when no code is found in it. */
export function decodeQr(png: Buffer): string | undefined {
  const { data, width, height } = PNG.sync.read(png);
  // A CommonJS module: its function is the default of its default where the bundler did not unwrap it.
  const read = (typeof jsqr === "function" ? jsqr : (jsqr as { default: unknown }).default) as (
    data: Uint8ClampedArray,
    width: number,
    height: number,
  ) => { data: string } | null;
  return read(new Uint8ClampedArray(data), width, height)?.data;
}
