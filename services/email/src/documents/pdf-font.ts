import { deflateSync } from "node:zlib";
import type { TrueType } from "./true-type.js";

export interface TextStyle {
  font: TrueType;
  size: number;
  /** Red, green and blue from 0 to 1. */
  color: readonly [number, number, number];
  /** Longer text ends in an ellipsis. */
  maxWidth?: number;
}

/** Objects of the document; each returns the object's number. */
export interface PdfObjects {
  add(content: string): number;
  addStream(dictionary: string, data: Buffer): number;
}

/** A font of some glyphs, ready to be put into documents. */
export interface PackedFont {
  /** What is written for each glyph: its number in this font, as hexadecimal digits. */
  codes: ReadonlyMap<number, string>;
  /** Deflated, as is `unicode`. */
  file: Buffer;
  unicode: Buffer;
  /** Of each glyph, in thousandths of the font's size. */
  widths: string;
}

/** @param used glyphs in the order of their new numbers, each with the character it stands for */
export function packFont(font: TrueType, used: ReadonlyMap<number, number>): PackedFont {
  const glyphs = [...used.keys()];
  const scale = 1000 / font.unitsPerEm;
  return {
    codes: new Map(glyphs.map((glyph, index) => [glyph, glyphCode(index)])),
    file: deflateSync(font.subset(glyphs)),
    unicode: deflateSync(toUnicode([...used.values()])),
    widths: glyphs.map((glyph) => Math.round(font.widthOf(glyph) * scale)).join(" "),
  };
}

export const glyphCode = (number: number): string => number.toString(16).padStart(4, "0");

const everydayText = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ,.:;-/()'–€äöüß";
const everydayFonts = new WeakMap<TrueType, PackedFont>();

/** The letters of nearly every ticket, packed once: packing a font for each document takes most of the time that it takes. */
export function everydayFont(font: TrueType): PackedFont {
  let packed = everydayFonts.get(font);
  if (packed === undefined) {
    const codePoints = Array.from(everydayText, (character) => character.codePointAt(0) ?? 0);
    const glyphs = codePoints.map((codePoint): [number, number] => [font.glyphOf(codePoint), codePoint]);
    packed = packFont(font, new Map([missingGlyph, ...glyphs]));
    everydayFonts.set(font, packed);
  }
  return packed;
}

/** What a font shows for a character that it lacks; always its first. */
export const missingGlyph: readonly [glyph: number, codePoint: number] = [0, 0xfffd];

/** @param tag six capital letters, other ones for each font of a document */
export function addFont(
  { add, addStream }: PdfObjects,
  tag: string,
  font: TrueType,
  packed: PackedFont,
): number {
  const scale = 1000 / font.unitsPerEm;
  const file = addStream("/Filter /FlateDecode", packed.file);
  const box = font.box.map((edge) => Math.round(edge * scale)).join(" ");
  const name = `/${tag}+DejaVuSans`;
  const descriptor = add(
    `<< /Type /FontDescriptor /FontName ${name} /Flags 4 /FontBBox [${box}] /ItalicAngle 0 /StemV 80 ` +
      `/Ascent ${Math.round(font.ascent * scale)} /Descent ${Math.round(font.descent * scale)} /CapHeight 729 ` +
      `/FontFile2 ${file} 0 R >>`,
  );
  const child = add(
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont ${name} /CIDToGIDMap /Identity ` +
      `/FontDescriptor ${descriptor} 0 R /W [0 [${packed.widths}]] ` +
      "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
  );
  const unicode = addStream("/Filter /FlateDecode", packed.unicode);
  return add(
    `<< /Type /Font /Subtype /Type0 /BaseFont ${name} /Encoding /Identity-H /DescendantFonts [${child} 0 R] ` +
      `/ToUnicode ${unicode} 0 R >>`,
  );
}

/** Points that the text takes. */
export const textWidth = (text: string, style: TextStyle): number => shape(text, style).width;

/** Glyphs with their characters, cut to the width that there is. */
export function shape(text: string, { font, size, maxWidth = Number.POSITIVE_INFINITY }: TextStyle) {
  const limit = (maxWidth / size) * font.unitsPerEm;
  const glyphs = Array.from(text.normalize("NFC"), (character): [number, number] => {
    const codePoint = character.codePointAt(0) ?? 0;
    return [font.glyphOf(codePoint), codePoint];
  });
  let width = glyphs.reduce((sum, [glyph]) => sum + font.widthOf(glyph), 0);
  if (width > limit) {
    const ellipsis = font.glyphOf(0x2026);
    width += font.widthOf(ellipsis);
    while (width > limit && glyphs.length > 0) width -= font.widthOf(glyphs.pop()?.[0] ?? 0);
    glyphs.push([ellipsis, 0x2026]);
  }
  return { glyphs, width: (width * size) / font.unitsPerEm };
}

/** Lets readers search, copy and read aloud: which character each glyph stands for. */
function toUnicode(codePoints: readonly number[]): string {
  const lines = codePoints.map((codePoint, index) => {
    const units = Buffer.from(String.fromCodePoint(codePoint), "utf16le").swap16().toString("hex");
    return `<${glyphCode(index)}> <${units}>`;
  });
  const blocks: string[] = [];
  for (let start = 0; start < lines.length; start += 100) {
    const block = lines.slice(start, start + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join("\n")}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def
/CMapName /RailBooker def 1 begincodespacerange <0000> <ffff> endcodespacerange
${blocks.join("\n")}
endcmap CMapName currentdict /CMap defineresource pop end end`;
}
