import {
  addFont,
  everydayFont,
  glyphCode,
  missingGlyph,
  type PdfObjects,
  packFont,
  shape,
  type TextStyle,
} from "./pdf-font.js";
import type { TrueType } from "./true-type.js";

/** The fonts of one document: of each the everyday letters, and beside them a font of the rare ones that its texts need. */
export interface PdfFonts {
  /** The operators that show the text in its style. */
  show(text: string, style: TextStyle): string;
  /** Adds the fonts once all texts are known; returns them as a page names them. */
  addTo(objects: PdfObjects): string;
}

interface UsedFont {
  name: string;
  everyday: ReadonlyMap<number, string>;
  /** Glyphs with their characters, the one for what is missing first. */
  rare: Map<number, number>;
  rareCodes: Map<number, string>;
}

export function createPdfFonts(): PdfFonts {
  const fonts = new Map<TrueType, UsedFont>();
  const useOf = (font: TrueType): UsedFont => {
    let used = fonts.get(font);
    if (used === undefined) {
      used = {
        name: `F${fonts.size}`,
        everyday: everydayFont(font).codes,
        rare: new Map([missingGlyph]),
        rareCodes: new Map([[missingGlyph[0], glyphCode(0)]]),
      };
      fonts.set(font, used);
    }
    return used;
  };
  return {
    show: (text, style) => {
      const used = useOf(style.font);
      const pieces: { font: string; hex: string }[] = [];
      for (const [glyph, codePoint] of shape(text, style).glyphs) {
        const everyday = used.everyday.get(glyph);
        const font = everyday === undefined ? `${used.name}R` : used.name;
        const hex = everyday ?? rareCode(used, glyph, codePoint);
        const last = pieces.at(-1);
        if (last?.font === font) last.hex += hex;
        else pieces.push({ font, hex });
      }
      return pieces.map(({ font, hex }) => `/${font} ${style.size} Tf <${hex}> Tj`).join(" ");
    },
    addTo: (objects) => {
      const named: string[] = [];
      const addAs = (name: string, font: TrueType, packed: ReturnType<typeof packFont>) => {
        const tag = `RAILB${String.fromCharCode(65 + named.length)}`;
        named.push(`/${name} ${addFont(objects, tag, font, packed)} 0 R`);
      };
      for (const [font, { name, rare }] of fonts) {
        addAs(name, font, everydayFont(font));
        if (rare.size > 1) addAs(`${name}R`, font, packFont(font, rare));
      }
      return named.join(" ");
    },
  };
}

function rareCode({ rare, rareCodes }: UsedFont, glyph: number, codePoint: number): string {
  const known = rareCodes.get(glyph);
  if (known !== undefined) return known;
  const code = glyphCode(rareCodes.size);
  rare.set(glyph, codePoint);
  rareCodes.set(glyph, code);
  return code;
}
