import { readFileSync } from "node:fs";
import type { Clock } from "@railbooker/runtime/clock";
import { AppError } from "@railbooker/runtime/errors";
import { Eta } from "eta";
import { createTicketsPdf } from "../documents/ticket-pdf.js";
import type { RenderedMail } from "../sending/outgoing-mail.js";
import { defineTemplates } from "./definitions.js";
import { layouts } from "./view.js";
import { german } from "./wording/de.js";
import { english } from "./wording/en.js";
import type { Wording } from "./wording/wording.js";

export interface Renderer {
  /**
   * Validates at once and renders when the returned function is called with the mail's id.
   * @throws AppError 422 `unknown-template` or `invalid-data`.
   */
  prepare(template: string, data: unknown, locale?: string): (id: string) => RenderedMail;
}

/** Wording by language; a language without one is written to in English. */
const languages: ReadonlyMap<string, Wording> = new Map([
  ["en", english],
  ["de", german],
]);

/** @throws Error at start when a compiled template is missing: then `npm run build:templates` has not run. */
export function createRenderer(publicUrl: string, clock: Clock): Renderer {
  const drawTickets = createTicketsPdf();
  const definitions = defineTemplates();
  // Tags that no HTML or XML parser takes for its own.
  const html = new Eta({ tags: ["{{", "}}"], autoEscape: true });
  const text = new Eta({ tags: ["{{", "}}"], autoEscape: false, autoTrim: false });
  for (const layout of layouts) {
    html.loadTemplate(`@${layout}`, readTemplate(`${layout}.html`));
    text.loadTemplate(`@${layout}`, readTemplate(`${layout}.txt`));
  }
  return {
    prepare: (template, data, locale = "en") => {
      const definition = definitions.get(template);
      if (definition === undefined) throw unknownTemplate(template, [...definitions.keys()]);
      const read = definition.read(data);
      if (!read.ok) {
        throw new AppError({
          kind: "refused",
          code: "invalid-data",
          message: `The data is not what ${template} takes: ${read.errors.map((error) => error.detail).join(" ")}`,
          errors: read.errors.map(({ pointer, detail }) => ({ pointer: `/data${pointer}`, detail })),
          extra: { retryable: false, outcome: "not_sent" },
        });
      }
      const asked = locale.slice(0, 2).toLowerCase();
      const language = languages.has(asked) ? asked : "en";
      const words = languages.get(language) ?? english;
      return (id) => {
        const view = read.build({ words, publicUrl, id, now: clock(), drawTickets });
        const { layout, subject, preheader, values, images = [], attachments = [] } = view;
        const shown = { ...values, subject, preheader, language, labels: words.labels, footer: words.footer };
        return {
          subject,
          html: html.render(`@${layout}`, shown),
          text: text.render(`@${layout}`, shown),
          images,
          attachments,
        };
      };
    },
  };
}

function readTemplate(file: string): string {
  try {
    return readFileSync(new URL(file, import.meta.url), "utf8");
  } catch (cause) {
    throw new Error(
      `The compiled template ${file} is missing; run: npm run build:templates -w services/email`,
      {
        cause,
      },
    );
  }
}

function unknownTemplate(template: string, known: string[]): AppError {
  const detail = `"template" must be one of ${known.join(", ")}; got "${template.slice(0, 60)}".`;
  return new AppError({
    kind: "refused",
    code: "unknown-template",
    message: `There is no such template: ${detail}`,
    errors: [{ pointer: "/template", detail }],
    extra: { retryable: false, outcome: "not_sent" },
  });
}
