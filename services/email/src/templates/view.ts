import type { DrawTickets } from "../documents/ticket-pdf.js";
import type { Attachment, InlineImage } from "../sending/outgoing-mail.js";
import type { Wording } from "./wording.js";

export interface ViewContext {
  words: Wording;
  publicUrl: string;
  /** The mail's id, for names that must not repeat from mail to mail. */
  id: string;
  now: Date;
  drawTickets: DrawTickets;
}

/** What a template is rendered with. The rest of `values` is the template's own. */
export interface View {
  subject: string;
  preheader: string;
  values: Record<string, unknown>;
  images?: InlineImage[];
  attachments?: Attachment[];
}

export type BuildView = (context: ViewContext) => View;
