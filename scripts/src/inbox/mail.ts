import { randomBytes } from "node:crypto";
import PostalMime, { type Address, type Email } from "postal-mime";

/** One line of the list. `from` is as in the header, `to` the addresses of the envelope, times are ISO 8601. */
export interface MailSummary {
  id: string;
  from: string;
  to: string[];
  subject: string;
  /** The sender's Date header; null where there is none. */
  date: string | null;
  receivedAt: string;
  messageId: string | null;
}

export interface MailAttachment {
  filename: string | null;
  mimeType: string;
  /** Without the angle brackets, as it stands after `cid:` in the HTML. */
  contentId: string | null;
  disposition: string | null;
  /** Bytes. */
  size: number;
  /** Base64. */
  content: string;
}

export interface Mail extends MailSummary {
  html: string | null;
  text: string | null;
  headers: { name: string; value: string }[];
  attachments: MailAttachment[];
}

/** What the SMTP session said: it holds blind copies too, which no header shows. */
export interface Envelope {
  from: string;
  to: string[];
}

/** Never fails: a message that cannot be parsed is kept as its source, since that is when one wants to see it. */
export async function readMail(raw: Buffer, envelope: Envelope, receivedAt: Date): Promise<Mail> {
  const email = await parse(raw);
  return {
    id: randomBytes(8).toString("hex"),
    from: (email.from && formatAddress(email.from)) || envelope.from,
    to: envelope.to,
    subject: email.subject ?? "",
    date: email.date ?? null,
    receivedAt: receivedAt.toISOString(),
    messageId: email.messageId ?? null,
    html: email.html ?? null,
    text: email.text ?? null,
    headers: email.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
    attachments: email.attachments.map((attachment) => {
      const content = String(attachment.content);
      return {
        filename: attachment.filename,
        mimeType: attachment.mimeType,
        contentId: attachment.contentId?.replace(/^<|>$/g, "") ?? null,
        disposition: attachment.disposition,
        size: Buffer.byteLength(content, "base64"),
        content,
      };
    }),
  };
}

export function summaryOf(mail: Mail): MailSummary {
  const { id, from, to, subject, date, receivedAt, messageId } = mail;
  return { id, from, to, subject, date, receivedAt, messageId };
}

async function parse(raw: Buffer): Promise<Email> {
  try {
    return await PostalMime.parse(raw, { attachmentEncoding: "base64" });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const text = `This message could not be parsed (${reason}). Its source:\n\n${raw.toString("utf8")}`;
    return { headers: [], headerLines: [], attachments: [], subject: "(unreadable message)", text };
  }
}

function formatAddress(address: Address): string {
  if (address.address === undefined) return address.name;
  return address.name === "" ? address.address : `${address.name} <${address.address}>`;
}
