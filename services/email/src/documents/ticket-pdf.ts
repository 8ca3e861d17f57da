import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { a4, createPdf, type PdfDocument, type Picture } from "./pdf.js";
import type { TextStyle } from "./pdf-font.js";
import { readTrueType } from "./true-type.js";

/** One ticket as its page shows it; a fact without a value is left out. */
export interface TicketPage {
  route: string;
  date: string;
  position: string;
  facts: readonly (readonly [label: string, value: string])[];
  code: Picture;
}

export interface TicketsPdf {
  title: string;
  /** Such as `en-GB`. */
  lang: string;
  created: Date;
  note: string;
  pages: readonly TicketPage[];
}

export type DrawTickets = (tickets: TicketsPdf) => Buffer;

const margin = 56;
/** Points; a phone reads a printed code of 6 cm from a comfortable distance. */
const codeSide = 180;
const ink = [0.08, 0.13, 0.12] as const;
const soft = [0.36, 0.41, 0.4] as const;

/** Reads the fonts, which write Latin, Greek and Cyrillic names. @throws Error at start where they are missing */
export function createTicketsPdf(): DrawTickets {
  const fonts = createRequire(import.meta.url);
  const read = (file: string) =>
    readTrueType(readFileSync(fonts.resolve(`dejavu-fonts-ttf/ttf/${file}.ttf`)));
  const [plain, bold] = [read("DejaVuSans"), read("DejaVuSans-Bold")];
  const label: TextStyle = { font: plain, size: 9, color: soft };
  const value: TextStyle = { font: bold, size: 12, color: ink };
  const whole = a4.width - 2 * margin;
  const besideCode = whole - codeSide - 24;

  function draw(pdf: PdfDocument, { route, date, position, facts, code }: TicketPage, note: string): void {
    pdf.page();
    pdf.text({ x: margin, y: 56 }, "RailBooker", { ...value, size: 11, color: soft });
    pdf.text({ x: margin, y: 84 }, route, { ...value, size: 19, maxWidth: whole });
    pdf.text({ x: margin, y: 112 }, date, { ...label, size: 12, maxWidth: whole });
    pdf.text({ x: margin, y: 130 }, position, { ...label, size: 12, maxWidth: whole });
    const top = 166;
    pdf.picture({ x: a4.width - margin - codeSide, y: top }, code, codeSide);
    let y = top;
    for (const [name, text] of facts) {
      if (text === "") continue;
      const maxWidth = y < top + codeSide + 12 ? besideCode : whole;
      pdf.text({ x: margin, y }, name, { ...label, maxWidth });
      for (const line of linesOf(text)) {
        pdf.text({ x: margin, y: y + 13 }, line, { ...value, maxWidth });
        y += 16;
      }
      y += 22;
    }
    pdf.text({ x: margin, y: Math.max(y, top + codeSide) + 12 }, note, { ...label, maxWidth: whole });
  }

  return ({ title, lang, created, note, pages }) => {
    const pdf = createPdf({ title, lang, created });
    for (const page of pages) draw(pdf, page, note);
    return pdf.end();
  };
}

const linesOf = (text: string) => text.split("\n");
