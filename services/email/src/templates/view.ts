import type { DrawTickets } from "../documents/ticket-pdf.js";
import type { Attachment, InlineImage } from "../sending/outgoing-mail.js";
import type { Wording } from "./wording/wording.js";

export interface ViewContext {
  words: Wording;
  publicUrl: string;
  /** The mail's id, for names that must not repeat from mail to mail. */
  id: string;
  now: Date;
  drawTickets: DrawTickets;
}

/**
 * How a mail is laid out: `tickets` draws codes, `link` is a button for which the mail exists, `notice` tells of something.
 * Each is an MJML source and a text source of that name.
 */
export const layouts = ["tickets", "link", "notice"] as const;

/** What a mail is rendered from. The rest of `values` is the layout's own. */
export interface View {
  layout: (typeof layouts)[number];
  subject: string;
  preheader: string;
  values: Record<string, unknown>;
  images?: InlineImage[];
  attachments?: Attachment[];
}

export type BuildView = (context: ViewContext) => View;
