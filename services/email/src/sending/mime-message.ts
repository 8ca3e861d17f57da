import { encodeWord, encodeWords, foldLines, quoteString } from "nodemailer/lib/mime-funcs";
import MimeNode from "nodemailer/lib/mime-node";
import type { OutgoingMail } from "./outgoing-mail.js";
import { endOfLine, lineLength, type Piece, putTogether } from "./put-together.js";
import type { Recipient } from "./recipient.js";

/** A mail as it goes over the wire, and between whom. */
export interface MimeMessage {
  envelope: { from: string; to: string[] };
  /** ASCII, with CRLF line ends. */
  source: Buffer;
}

/** @param date of the mail */
export type WriteMessage = (mail: OutgoingMail, date: Date) => MimeMessage;

/**
 * Writes mails of one sender. The library's own tree of streams takes more processor time than all else that a mail needs,
 * so the parts are put together here; text from outside that stands in headers is still encoded by the library.
 * @param from such as `RailBooker <tickets@railbooker.example>`
 */
export function createMessageWriter(from: string): WriteMessage {
  const sender = new MimeNode("text/plain").setHeader("From", from);
  const fromLine = /^From: .*(\r\n .*)*/m.exec(sender.buildHeaders())?.[0] ?? "";
  const fromAddress = sender.getEnvelope().from || "";
  return (mail, date) => {
    const { messageId, to, subject } = mail;
    const head = [
      fromLine,
      foldLines(`To: ${mailbox(to)}`, lineLength),
      foldLines(`Subject: ${headerText(subject)}`, lineLength),
      `Message-ID: <${plain(messageId)}>`,
      `Date: ${date.toUTCString().replace("GMT", "+0000")}`,
      "Auto-Submitted: auto-generated",
      `X-Entity-Ref-ID: ${plain(messageId)}`,
      "MIME-Version: 1.0",
    ].join(endOfLine);
    const source = putTogether([head, endOfLine, ...body(mail), endOfLine]);
    return { envelope: { from: fromAddress, to: [to.address] }, source };
  };
}

const longestWord = 52;

function headerText(text: string): string {
  const line = text.replaceAll(/[\r\n]+/g, " ");
  return control.test(line) ? encodeWord(line, "Q", longestWord) : encodeWords(line, "Q", longestWord, true);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const control = /[\u0000-\u001f\u007f]/;

/** The address has been read as exactly one before; what stands around it must not look like another. */
function mailbox({ address, name }: Recipient): string {
  if (name === "") return address;
  if (/^[\w ]+$/.test(name)) return `${name} <${address}>`;
  const written = /^[\x20-\x7e]+$/.test(name) ? quoteString(name) : encodeWord(name, "Q", longestWord);
  return `${written} <${address}>`;
}

/** Encoded text is read as it is, and has the line ends that mail has. */
const withLineEnds = (text: string) =>
  // The pattern takes three times as long, for texts that nearly never need it.
  text.includes("\r") ? text.replaceAll(/\r\n?|\n/g, endOfLine) : text.replaceAll("\n", endOfLine);

/** mixed( alternative( text, related( HTML, pictures ) ), attachments ), without the layers that would hold one part only. */
function body({ text, html, images, attachments }: OutgoingMail): Piece[] {
  const htmlPart = part(["Content-Type: text/html; charset=utf-8"], Buffer.from(withLineEnds(html)));
  const related = images.map(({ cid, filename, png }) =>
    part(
      [
        `Content-Type: image/png${parameter("name", filename)}`,
        `Content-ID: <${plain(cid)}>`,
        `Content-Disposition: inline${parameter("filename", filename)}`,
      ],
      png,
    ),
  );
  const alternative = multipart("alternative", [
    part(["Content-Type: text/plain; charset=utf-8"], Buffer.from(withLineEnds(text))),
    related.length === 0 ? htmlPart : multipart("related", [htmlPart, ...related], '; type="text/html"'),
  ]);
  if (attachments.length === 0) return alternative;
  const attached = attachments.map(({ filename, contentType, content }) =>
    part(
      [
        `Content-Type: ${plain(contentType, contentTypeText)}${parameter("name", filename)}`,
        `Content-Disposition: attachment${parameter("filename", filename)}`,
      ],
      content,
    ),
  );
  return multipart("mixed", [alternative, ...attached]);
}

/** Every part is base64, which has no hyphen and no underscore: no content can hold a boundary, so they need not be random. */
function multipart(kind: string, parts: readonly Piece[][], parameters = ""): Piece[] {
  const boundary = `--=_railbooker_${kind}`;
  const type = `Content-Type: multipart/${kind}${parameters};${endOfLine} boundary="${boundary}"`;
  const opened = parts.flatMap((pieces) => [`--${boundary}${endOfLine}`, ...pieces, endOfLine]);
  return [`${type}${endOfLine}${endOfLine}`, ...opened, `--${boundary}--`];
}

function part(headers: readonly string[], content: Buffer): Piece[] {
  return [[...headers, "Content-Transfer-Encoding: base64", "", ""].join(endOfLine), content];
}

const parameter = (name: string, value: string) => `;${endOfLine} ${name}="${plain(value)}"`;

/** File names, types and identifiers are the product's own words: others would mean a mistake of ours, not a caller's. */
function plain(value: string, safe = /^[\w.@-]+$/): string {
  if (safe.test(value)) return value;
  throw new Error(`"${value}" cannot stand in a part's header; use letters, digits, dots and hyphens`);
}

const contentTypeText = /^[\w./;= -]+$/;
