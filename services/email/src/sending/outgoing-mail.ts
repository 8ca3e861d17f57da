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

export interface OutgoingMail {
  /** Without angle brackets. */
  messageId: string;
  to: Recipient;
  subject: string;
  html: string;
  text: string;
  images: InlineImage[];
  attachments: Attachment[];
}

/** The mail as Nodemailer takes it. The recipient is an object: as text, `a@x, b@y` would be two people. */
export function toMessage(mail: OutgoingMail, from: string) {
  return {
    from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: `<${mail.messageId}>`,
    headers: { "Auto-Submitted": "auto-generated", "X-Entity-Ref-ID": mail.messageId },
    attachments: [
      ...mail.images.map(({ cid, filename, png }) => ({
        cid,
        filename,
        content: png,
        contentType: "image/png",
        contentDisposition: "inline" as const,
      })),
      ...mail.attachments.map((attachment) => ({ ...attachment, contentDisposition: "attachment" as const })),
    ],
  };
}
