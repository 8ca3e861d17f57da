import { readCharacters } from "./true-type-characters.js";

/** A TrueType font, read as far as embedding it in a document needs. Sizes are in its own units, `unitsPerEm` of them. */
export interface TrueType {
  unitsPerEm: number;
  ascent: number;
  descent: number;
  /** xMin, yMin, xMax, yMax of all glyphs. */
  box: readonly number[];
  /** 0 is the glyph that stands for what the font lacks. */
  glyphOf(codePoint: number): number;
  widthOf(glyph: number): number;
  /** A font of these glyphs alone, in this order; the parts that composed glyphs need are put behind. */
  subset(glyphs: readonly number[]): Buffer;
}

/** @throws Error for anything but a TrueType font with a Unicode character map */
export function readTrueType(file: Buffer): TrueType {
  const tables = new Map<string, Buffer>();
  for (let entry = 12; entry < 12 + 16 * file.readUInt16BE(4); entry += 16) {
    const start = file.readUInt32BE(entry + 8);
    const name = file.toString("latin1", entry, entry + 4);
    tables.set(name, file.subarray(start, start + file.readUInt32BE(entry + 12)));
  }
  const table = (name: string): Buffer => {
    const found = tables.get(name);
    if (found === undefined) throw new Error(`the font has no table "${name}", so it is no TrueType font`);
    return found;
  };
  const [head, hhea, maxp, hmtx, loca, glyf] = ["head", "hhea", "maxp", "hmtx", "loca", "glyf"].map(
    table,
  ) as [Buffer, Buffer, Buffer, Buffer, Buffer, Buffer];
  const characters = readCharacters(table("cmap"));
  const metrics = hhea.readUInt16BE(34);
  const longOffsets = head.readInt16BE(50) === 1;
  const offset = (glyph: number) =>
    longOffsets ? loca.readUInt32BE(4 * glyph) : 2 * loca.readUInt16BE(2 * glyph);
  const outline = (glyph: number) => glyf.subarray(offset(glyph), offset(glyph + 1));
  const widthOf = (glyph: number) => hmtx.readUInt16BE(4 * Math.min(glyph, metrics - 1));
  const bearingOf = (glyph: number) =>
    hmtx.readInt16BE(glyph < metrics ? 4 * glyph + 2 : 4 * metrics + 2 * (glyph - metrics));

  return {
    unitsPerEm: head.readUInt16BE(18),
    ascent: hhea.readInt16BE(4),
    descent: hhea.readInt16BE(6),
    box: [36, 38, 40, 42].map((at) => head.readInt16BE(at)),
    glyphOf: (codePoint) => characters.get(codePoint) ?? 0,
    widthOf,
    subset: (glyphs) => {
      const kept = [...glyphs];
      const outlines: Buffer[] = [];
      // The list grows while it is walked: a composed glyph adds its parts.
      for (let index = 0; index < kept.length; index += 1) {
        outlines.push(withoutHints(outline(kept[index] ?? 0), (part) => place(kept, part)));
      }
      const counted = Buffer.from(maxp);
      counted.writeUInt16BE(kept.length, 4);
      const allMetrics = Buffer.from(hhea);
      allMetrics.writeUInt16BE(kept.length, 34);
      const long = Buffer.from(head);
      long.writeInt16BE(1, 50);
      const sizes = Buffer.alloc(4 * kept.length);
      for (const [index, glyph] of kept.entries()) {
        sizes.writeUInt16BE(widthOf(glyph), 4 * index);
        sizes.writeInt16BE(bearingOf(glyph), 4 * index + 2);
      }
      const places = Buffer.alloc(4 * (kept.length + 1));
      outlines.reduce(
        (sum, { length }, index) => places.writeUInt32BE(sum + length, 4 * index + 4) && sum + length,
        0,
      );
      return assemble({
        glyf: Buffer.concat(outlines),
        head: long,
        hhea: allMetrics,
        hmtx: sizes,
        loca: places,
        maxp: counted,
      });
    },
  };
}

function place(kept: number[], glyph: number): number {
  const at = kept.indexOf(glyph);
  return at === -1 ? kept.push(glyph) - 1 : at;
}

const hasInstructions = 0x100;
const moreParts = 0x20;

/** Hints need tables that are left out; without them glyphs look the same in print and on today's screens. */
function withoutHints(glyph: Buffer, renumber: (part: number) => number): Buffer {
  if (glyph.length === 0) return glyph;
  const contours = glyph.readInt16BE(0);
  if (contours >= 0) {
    const at = 10 + 2 * contours;
    const rest = glyph.subarray(at + 2 + glyph.readUInt16BE(at));
    return padded(Buffer.concat([glyph.subarray(0, at), Buffer.alloc(2), rest]));
  }
  const copy = Buffer.from(glyph);
  let at = 10;
  for (let flags = moreParts; flags & moreParts; ) {
    flags = copy.readUInt16BE(at);
    copy.writeUInt16BE(flags & ~hasInstructions, at);
    copy.writeUInt16BE(renumber(copy.readUInt16BE(at + 2)), at + 2);
    at += 4 + (flags & 1 ? 4 : 2) + (flags & 8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0);
  }
  return padded(copy.subarray(0, at));
}

const padded = (part: Buffer) =>
  part.length % 4 === 0 ? part : Buffer.concat([part, Buffer.alloc(4 - (part.length % 4))]);

function assemble(tables: Record<string, Buffer>): Buffer {
  const names = Object.keys(tables).sort();
  const header = Buffer.alloc(12 + 16 * names.length);
  header.writeUInt32BE(0x00010000, 0);
  header.writeUInt16BE(names.length, 4);
  const bodies: Buffer[] = [];
  let start = header.length;
  for (const [index, name] of names.entries()) {
    const body = tables[name] ?? Buffer.alloc(0);
    header.write(name, 12 + 16 * index, "latin1");
    header.writeUInt32BE(start, 12 + 16 * index + 8);
    header.writeUInt32BE(body.length, 12 + 16 * index + 12);
    bodies.push(padded(body));
    start += padded(body).length;
  }
  return Buffer.concat([header, ...bodies]);
}
