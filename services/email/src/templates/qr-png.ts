import { crc32, deflateSync } from "node:zlib";
import { create } from "qrcode";

/** Modules of white around the code, without which readers do not find it. */
const quietZone = 4;
const smallestWidth = 360;
/**
 * The library would draw all eight masks and split the text into modes, to save some modules of repetitive texts: nine
 * tenths of the time. A signed code is as good as random, and of random bits every mask makes an equally readable picture.
 */
const maskPattern = 3;

/** Rows as PNG has them: a filter byte and one bit a pixel, deflated. */
export interface QrPicture {
  /** Width and height. */
  pixels: number;
  data: Buffer;
}

/**
 * Draws `text` as a QR code, black and white. Written by hand since the library's own PNG takes five times as long, all
 * of it on the main thread.
 */
export function drawQr(text: string): QrPicture {
  const { modules } = create([{ data: Buffer.from(text), mode: "byte" }], {
    errorCorrectionLevel: "M",
    maskPattern,
  });
  const side = modules.size + 2 * quietZone;
  const scale = Math.max(4, Math.ceil(smallestWidth / side));
  const pixels = side * scale;
  const bytesPerRow = 1 + Math.ceil(pixels / 8);
  const white = Buffer.alloc(bytesPerRow, 0xff);
  white[0] = 0;
  const rows: Buffer[] = [];
  for (let y = 0; y < side; y += 1) {
    const row = Buffer.from(white);
    for (let x = 0; x < side; x += 1) {
      if (isDark(modules, x - quietZone, y - quietZone)) blacken(row, x * scale, scale);
    }
    for (let repeat = 0; repeat < scale; repeat += 1) rows.push(row);
  }
  return { pixels, data: deflateSync(Buffer.concat(rows), { level: 3 }) };
}

function isDark(modules: { size: number; data: Uint8Array }, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= modules.size || y >= modules.size) return false;
  return modules.data[y * modules.size + x] === 1;
}

/** The row's first byte is PNG's filter type. */
function blacken(row: Buffer, from: number, count: number): void {
  for (let x = from; x < from + count; x += 1) {
    const at = 1 + (x >> 3);
    row[at] = (row[at] ?? 0) & ~(0x80 >> (x & 7));
  }
}

/** The picture as a PNG file. */
export function toPng({ pixels, data }: QrPicture): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(pixels, 0);
  header.writeUInt32BE(pixels, 4);
  header[8] = 1; // bits a sample; colour type 0 (grey) and the rest stay 0
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", data),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}
