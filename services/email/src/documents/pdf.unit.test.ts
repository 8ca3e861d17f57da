import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { inflateSync } from "node:zlib";
import { expect, test } from "@jest/globals";
import { createPdf } from "./pdf.js";
import { textWidth } from "./pdf-font.js";
import { readTrueType, type TrueType } from "./true-type.js";

const file = createRequire(import.meta.url).resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf");
const font: TrueType = readTrueType(readFileSync(file));
const style = { font, size: 10, color: [0, 0, 0] as const };

const streams = (pdf: Buffer) =>
  [...pdf.toString("latin1").matchAll(/\/FlateDecode \/Length \d+ >>\nstream\n([\s\S]*?)\nendstream/g)].map(
    ([, data]) => inflateSync(Buffer.from(data ?? "", "latin1")),
  );

function pdfOf(...texts: string[]): Buffer {
  const pdf = createPdf({ title: "Größe (1)", lang: "de-DE", created: new Date("2026-03-01T09:30:00Z") });
  pdf.page();
  for (const [index, text] of texts.entries()) pdf.text({ x: 50, y: 50 + 20 * index }, text, style);
  return pdf.end();
}

test("every object is where the table of the document says", () => {
  const text = pdfOf("Zürich").toString("latin1");
  const start = Number(/startxref\n(\d+)\n%%EOF/.exec(text)?.[1]);
  expect(text.slice(start, start + 4)).toBe("xref");
  const places = [...text.slice(start).matchAll(/^(\d{10}) 00000 n /gm)].map(([, place]) => Number(place));
  for (const [index, place] of places.entries()) {
    expect(text.slice(place).startsWith(`${index + 1} 0 obj`)).toBe(true);
  }
  expect(places.length).toBeGreaterThan(6);
});

test("text can be read back by its glyphs, whatever its script, and cannot leave its string", () => {
  const texts = ["Kraków Główny) Tj", "Αθηνά", "Київ \\"];
  const pdf = pdfOf(...texts);
  const all = streams(pdf).map((stream) => stream.toString("latin1"));
  const [, resources = ""] = /\/Font << (.*?) >>/.exec(pdf.toString("latin1")) ?? [];
  const names = [...resources.matchAll(/\/(\w+) \d+ 0 R/g)].map(([, name = ""]) => name);
  const maps = all
    .filter((stream) => stream.includes("beginbfchar"))
    .map((stream) => [...stream.matchAll(/^<([0-9a-f]{4})> <([0-9a-f]{4})>$/gm)])
    .map(
      (lines) =>
        new Map(lines.map(([, glyph, unit = ""]) => [glyph, String.fromCharCode(Number.parseInt(unit, 16))])),
    );
  // The everyday letters, and those that only these texts have.
  expect([names, maps.length]).toEqual([["F0", "F0R"], 2]);
  const shown = all
    .flatMap((stream) => [...stream.matchAll(/^BT .* ET$/gm)])
    .map(([line]) =>
      [...line.matchAll(/\/(\w+) 10 Tf <([0-9a-f]*)> Tj/g)]
        .flatMap(([, name = "", hex = ""]) =>
          (hex.match(/.{4}/g) ?? []).map((glyph) => maps[names.indexOf(name)]?.get(glyph)),
        )
        .join(""),
    );
  expect(shown).toEqual(texts);
});

test("a font of a few glyphs holds these and the parts they are composed of", () => {
  const glyphs = [0, font.glyphOf(0xe9), font.glyphOf(0x41)];
  expect(glyphs).not.toContain(undefined);
  const subset = font.subset(glyphs);
  expect(subset.length).toBeLessThan(4000);
  const tables = subset.readUInt16BE(4);
  const table = (name: string) => {
    for (let entry = 12; entry < 12 + 16 * tables; entry += 16) {
      if (subset.toString("latin1", entry, entry + 4) === name) return subset.readUInt32BE(entry + 8);
    }
    throw new Error(`no table ${name}`);
  };
  const count = subset.readUInt16BE(table("maxp") + 4);
  expect(count).toBe(5);
  expect(subset.readUInt16BE(table("hmtx") + 4)).toBe(font.widthOf(glyphs[1] ?? 0));
  const end = subset.readUInt32BE(table("loca") + 4 * count);
  expect(table("glyf") + end).toBeLessThanOrEqual(subset.length);
});

test("text that is too wide ends in an ellipsis within its width", () => {
  const narrow = { ...style, maxWidth: 60 };
  expect(textWidth("a name that goes on and on", style)).toBeGreaterThan(60);
  expect(textWidth("a name that goes on and on", narrow)).toBeLessThanOrEqual(60);
  expect(textWidth("short", narrow)).toBe(textWidth("short", style));
});
