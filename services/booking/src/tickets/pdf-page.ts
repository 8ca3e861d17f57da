import { createRequire } from "node:module";
import PDFDocument from "pdfkit";

export const margin = 56;
export const ink = "#14211e";
export const soft = "#5c6965";

export interface PdfPage {
  page: PDFKit.PDFDocument;
  /** Ends the document. */
  finish(): Promise<Buffer>;
}

/** An A4 page with our name on it. Its fonts "plain" and "bold" write Latin, Greek and Cyrillic names. */
export function openPage({ title, lang }: { title: string; lang: string }): PdfPage {
  const fonts = createRequire(import.meta.url);
  const info = { Title: title, Author: "RailBooker" };
  const page = new PDFDocument({ size: "A4", margin, lang, displayTitle: true, info });
  const bytes = collect(page);
  page.registerFont("plain", fonts.resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"));
  page.registerFont("bold", fonts.resolve("dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf"));
  page.font("bold").fontSize(11).fillColor(soft).text("RailBooker");
  return {
    page,
    finish: () => {
      page.end();
      return bytes;
    },
  };
}

function collect(page: PDFKit.PDFDocument): Promise<Buffer> {
  const parts: Buffer[] = [];
  return new Promise((resolve, reject) => {
    page.on("data", (part: Buffer) => parts.push(part));
    page.on("end", () => resolve(Buffer.concat(parts)));
    page.on("error", reject);
  });
}
