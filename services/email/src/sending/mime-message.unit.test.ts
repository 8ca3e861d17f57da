import { expect, test } from "@jest/globals";
import PostalMime from "postal-mime";
import { createMessageWriter } from "./mime-message.js";
import type { OutgoingMail } from "./outgoing-mail.js";

const date = new Date("2026-03-14T09:00:00Z");
const write = createMessageWriter("Zug & Büro <tickets@rail.example>");
const plain: OutgoingMail = {
  messageId: "a1@rail.example",
  to: { address: "ada@example.org", name: "" },
  subject: "Your ticket",
  html: "<p>café\nnaïve</p>",
  text: "Grüße\r\nzwei\n.\nvier\r",
  images: [],
  attachments: [],
};
const image = { cid: "c.1@railbooker", filename: "c-1.png", png: Buffer.from([0, 1, 2, 253, 254, 255]) };
const file = {
  filename: "trip.ics",
  contentType: "text/calendar; charset=utf-8; method=PUBLISH",
  content: Buffer.from("BEGIN:VCALENDAR\r\n".repeat(40)),
};

const typesOf = (source: Buffer) =>
  [...source.toString().matchAll(/^Content-Type: ([\w/]+)/gm)].map(([, type]) => type);

test.each([
  [[], [], ["multipart/alternative", "text/plain", "text/html"]],
  [[image], [], ["multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png"]],
  [[], [file], ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar"]],
])("only the layers that hold something are written", async (images, attachments, types) => {
  const { source } = write({ ...plain, images, attachments }, date);
  expect(typesOf(source)).toEqual(types);
  const mail = await PostalMime.parse(source);
  expect([mail.subject, mail.date, mail.messageId]).toEqual([
    "Your ticket",
    "2026-03-14T09:00:00.000Z",
    "<a1@rail.example>",
  ]);
  expect(mail.from).toMatchObject({ name: "Zug & Büro", address: "tickets@rail.example" });
  expect(mail.html?.trim()).toBe("<p>café\r\nnaïve</p>");
  expect(mail.text?.trim()).toBe("Grüße\r\nzwei\r\n.\r\nvier");
  expect(mail.attachments).toHaveLength(images.length + attachments.length);
});

test("files come out byte by byte", async () => {
  for (const size of [0, 1, 56, 57, 58, 114, 115, 4000]) {
    const content = Buffer.alloc(size, 0xe9);
    const pdf = { filename: "t.pdf", contentType: "application/pdf", content };
    const mail = await PostalMime.parse(write({ ...plain, attachments: [pdf] }, date).source);
    expect(Buffer.from(mail.attachments[0]?.content as ArrayBuffer)).toEqual(content);
  }
});

test("every line is ASCII, ends as mail's do, and is short enough for any server", () => {
  const subject = `${"Žilina – Košice ".repeat(20)}${"x".repeat(300)}`;
  const { source } = write({ ...plain, subject, images: [image], attachments: [file] }, date);
  const text = source.toString("latin1");
  expect(text).toMatch(/^[\r\n\x20-\x7e]+$/);
  expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  for (const line of text.split("\r\n")) expect(line.length).toBeLessThanOrEqual(998);
  for (const line of text.slice(text.indexOf("\r\n\r\n")).split("\r\n")) expect(line.length).toBeLessThan(79);
});

test.each([
  "x\r\nBcc: evil@example.net",
  "x\n\nbody",
  "a\u0000b",
  "\u2028Bcc: x",
  "=?utf-8?Q?=0D=0ABcc:_x?=",
  '"<,;',
])("%j in a subject or a name begins no header and names nobody else", async (evil) => {
  const { source, envelope } = write(
    { ...plain, subject: evil, to: { address: "ada@example.org", name: evil } },
    date,
  );
  const head = source.toString("latin1").split("\r\n\r\n")[0] ?? "";
  const names = [...head.matchAll(/^([\w-]+):/gm)].map(([, name]) => name);
  expect(names).toEqual([
    "From",
    "To",
    "Subject",
    "Message-ID",
    "Date",
    "Auto-Submitted",
    "X-Entity-Ref-ID",
    "MIME-Version",
    "Content-Type",
  ]);
  expect(envelope).toEqual({ from: "tickets@rail.example", to: ["ada@example.org"] });
  const mail = await PostalMime.parse(source);
  expect(mail.to?.map(({ address }) => address)).toEqual(["ada@example.org"]);
});

test.each(["a.png\r\nX: y", 'a".png', "a;b.png"])("the file name %j is refused", (filename) => {
  expect(() => write({ ...plain, attachments: [{ ...file, filename }] }, date)).toThrow("cannot stand");
});
