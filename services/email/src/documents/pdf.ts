import { deflateSync } from "node:zlib";
import type { TextStyle } from "./pdf-font.js";
import { createPdfFonts } from "./pdf-fonts.js";

/** Points from the left and from the top of the page. */
export interface Spot {
  x: number;
  y: number;
}

/** Black and white, one bit a pixel, rows as PNG has them and deflated. */
export interface Picture {
  pixels: number;
  data: Buffer;
}

export interface PdfDocument {
  /** A fresh A4 page; what follows is drawn on it. */
  page(): void;
  text(spot: Spot, text: string, style: TextStyle): void;
  /** @param side of the square, in points */
  picture(spot: Spot, picture: Picture, side: number): void;
  end(): Buffer;
}

export const a4 = { width: 595, height: 842 };

/**
 * Writes a PDF of text and square pictures. A library that does this takes some five milliseconds a page, most of it on
 * fonts; this takes a fraction of one, which decides how many tickets a replica mails in a second.
 */
export function createPdf({
  title,
  lang,
  created,
}: {
  title: string;
  lang: string;
  created: Date;
}): PdfDocument {
  const objects: Buffer[] = [];
  const add = (content: string | Buffer) => objects.push(Buffer.from(content));
  const addStream = (dictionary: string, data: Buffer) =>
    add(
      Buffer.concat([
        Buffer.from(`<< ${dictionary} /Length ${data.length} >>\nstream\n`),
        data,
        Buffer.from("\nendstream"),
      ]),
    );
  const pages: { operators: string[]; pictures: number[] }[] = [];
  const fonts = createPdfFonts();
  const current = () => {
    const page = pages.at(-1);
    if (page === undefined) throw new Error("a page must be begun before something is drawn");
    return page;
  };
  // The first three objects are the catalogue, the list of pages, and what is said about the document.
  for (let reserved = 0; reserved < 3; reserved += 1) add("");

  return {
    page: () => {
      pages.push({ operators: [], pictures: [] });
    },
    text: ({ x, y }, text, style) => {
      const [red, green, blue] = style.color;
      current().operators.push(
        `BT ${red} ${green} ${blue} rg ${x} ${a4.height - y - style.size} Td ${fonts.show(text, style)} ET`,
      );
    },
    picture: ({ x, y }, { pixels, data }, side) => {
      const predicted = `/FlateDecode /DecodeParms << /Predictor 15 /Colors 1 /BitsPerComponent 1 /Columns ${pixels} >>`;
      const size = `/Width ${pixels} /Height ${pixels} /ColorSpace /DeviceGray /BitsPerComponent 1`;
      const id = addStream(`/Type /XObject /Subtype /Image ${size} /Filter ${predicted}`, data);
      const { operators, pictures } = current();
      pictures.push(id);
      operators.push(`q ${side} 0 0 ${side} ${x} ${a4.height - y - side} cm /P${id} Do Q`);
    },
    end: () => {
      const fontNames = fonts.addTo({ add, addStream });
      const kids = pages.map(({ operators, pictures }) => {
        const content = addStream("/Filter /FlateDecode", deflateSync(operators.join("\n")));
        const images = pictures.map((id) => `/P${id} ${id} 0 R`).join(" ");
        const resources = `<< /Font << ${fontNames} >> /XObject << ${images} >> >>`;
        return add(`<< /Type /Page /Parent 2 0 R /Resources ${resources} /Contents ${content} 0 R >>`);
      });
      const list = kids.map((id) => `${id} 0 R`).join(" ");
      objects[0] = Buffer.from(
        `<< /Type /Catalog /Pages 2 0 R /Lang (${lang}) /ViewerPreferences << /DisplayDocTitle true >> >>`,
      );
      objects[1] = Buffer.from(
        `<< /Type /Pages /Kids [${list}] /Count ${kids.length} /MediaBox [0 0 ${a4.width} ${a4.height}] >>`,
      );
      const stamp = created.toISOString().slice(0, 19).replaceAll(/[-:T]/g, "");
      objects[2] = Buffer.from(
        `<< /Title ${utf16(title)} /Producer (RailBooker) /CreationDate (D:${stamp}Z) >>`,
      );
      return assemble(objects);
    },
  };
}

const utf16 = (text: string) => `<feff${Buffer.from(text, "utf16le").swap16().toString("hex")}>`;

function assemble(objects: readonly Buffer[]): Buffer {
  const parts: Buffer[] = [Buffer.from("%PDF-1.5\n%\xe2\xe3\xcf\xd3\n", "latin1")];
  let length = parts[0]?.length ?? 0;
  const places = objects.map((content, index) => {
    const part = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), content, Buffer.from("\nendobj\n")]);
    const place = length;
    parts.push(part);
    length += part.length;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join("")}trailer\n` +
        `<< /Size ${objects.length + 1} /Root 1 0 R /Info 3 0 R >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}
