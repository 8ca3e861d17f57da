import type { Mail, MailAttachment } from "./mail.js";

/**
 * The mail's own HTML, ready for the sandboxed frame: pictures that it carries stand in it as data, and links
 * open in a new tab, where the frame's limits do not follow them.
 */
export function mailDocument(mail: Mail): string {
  const source = mail.html ?? "";
  const byContentId = new Map(mail.attachments.map((attachment) => [attachment.contentId, attachment]));
  const withPictures = source.replace(/cid:([^"'\s)>]+)/gi, (reference, id: string) => {
    const attachment = byContentId.get(id) ?? byContentId.get(decode(id));
    return attachment === undefined ? reference : dataUrl(attachment);
  });
  const base = '<base target="_blank">';
  const head = /<head\b[^>]*>/i;
  return head.test(withPictures)
    ? withPictures.replace(head, (tag) => `${tag}${base}`)
    : `<!doctype html><meta charset="utf-8">${base}${withPictures}`;
}

/** Nothing in a mail runs, and nothing is fetched: a picture on the network would tell that the mail was read. */
export const mailDocumentPolicy = [
  "sandbox allow-popups allow-popups-to-escape-sandbox",
  "default-src 'none'",
  "img-src data:",
  "style-src 'unsafe-inline'",
  "font-src data:",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join("; ");

export function isPicture(attachment: MailAttachment): boolean {
  return /^image\/(png|jpeg|gif|webp|svg\+xml)$/.test(attachment.mimeType);
}

export function dataUrl(attachment: MailAttachment): string {
  const type = isPicture(attachment) ? attachment.mimeType : "application/octet-stream";
  return `data:${type};base64,${attachment.content}`;
}

function decode(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
