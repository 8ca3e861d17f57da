import jsQRModule from "jsqr";
import { PNG } from "pngjs";

// The package is CommonJS and its types say it is not.
const jsQR = jsQRModule as unknown as typeof jsQRModule.default;

/** Reads the QR code in a PNG, as a phone would; undefined where there is none. */
export function readQr(png: Buffer): string | undefined {
  const { data, width, height } = PNG.sync.read(png);
  return jsQR(new Uint8ClampedArray(data), width, height)?.data;
}
