import type { Recipient } from "./recipient.js";

export interface InlineImage {
  cid: string;
  filename: string;
  png: Buffer;
}

export interface Attachment {
  filename: string;
  /** With parameters, such as `text/calendar; charset=utf-8`. */
  contentType: string;
  content: Buffer;
}

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
  images: InlineImage[];
  attachments: Attachment[];
}

export interface OutgoingMail extends RenderedMail {
  /** Without angle brackets. */
  messageId: string;
  to: Recipient;
}
