import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { testRedisUrl } from "@railbooker/runtime/testing/redis";
import type { Attachment, Email } from "postal-mime";
import { defineTemplates } from "../templates/definitions.js";
import { decodeQr } from "../testing/decode-qr.js";
import { startTestService, type TestService } from "../testing/email-service.js";
import { type ExampleMail, exampleMails } from "../testing/example-mails.js";
import { startMailServer, type TestMailServer } from "../testing/mail-server.js";

let smtp: TestMailServer;
let email: TestService;

beforeAll(async () => {
  smtp = await startMailServer();
  email = await startTestService({ REDIS_URL: await testRedisUrl(), SMTP_URL: smtp.url });
});
afterAll(async () => {
  await email.service.close();
  await smtp.close();
});

async function arrive(
  { template, data }: ExampleMail,
  locale: string,
): Promise<{ mail: Email; source: string }> {
  const to = `${randomUUID()}@example.org`;
  const answer = await email.post(
    "/send",
    { to, template, data, locale },
    { "idempotency-key": randomUUID() },
  );
  expect(answer.status).toBe(200);
  const index = smtp.recipients.findIndex((list) => list.includes(to));
  return { mail: smtp.mails[index] as Email, source: (smtp.sources[index] as Buffer).toString("latin1") };
}

const bytesOf = ({ content }: Attachment) => Buffer.from(content as ArrayBuffer);
const both = exampleMails.flatMap((example) =>
  ["en-GB", "de-DE"].map((locale) => [example.name, locale, example] as const),
);

test("every template has an example", () => {
  expect(new Set(exampleMails.map(({ template }) => template))).toEqual(new Set(defineTemplates().keys()));
});

test.each(both)("%s in %s is read by a mail program as it was meant", async (_name, locale, example) => {
  const { mail, source } = await arrive(example, locale);
  const html = mail.html ?? "";
  expect(mail.subject).toMatch(/\S/);
  expect(mail.text).toMatch(/RailBooker\n\S/);
  expect(`${mail.subject}${html}${mail.text}`).not.toMatch(/undefined|\bnull\b|NaN|Invalid Date|\{\{/);
  expect(html).toContain(`lang="${locale.slice(0, 2)}"`);
  expect(Buffer.byteLength(html)).toBeLessThan(100_000);
  // The first words of the HTML are those that a mail program shows beside the subject.
  expect(
    html.replaceAll(/<(head|style|script|title)[\s\S]*?<\/\1>|<!--[\s\S]*?-->|<[^>]*>/g, "").trim(),
  ).toMatch(/^\S/);

  // Text first and HTML after it: a program shows the last that it can.
  const order = [...source.matchAll(/^content-type: ([\w/+-]+)/gim)].map(([, type]) => type?.toLowerCase());
  const inline = mail.attachments.filter(({ disposition }) => disposition === "inline");
  const attached = mail.attachments.filter(({ disposition }) => disposition === "attachment");
  const alternative = [
    "multipart/alternative",
    "text/plain",
    ...(inline.length === 0
      ? ["text/html"]
      : ["multipart/related", "text/html", ...inline.map(() => "image/png")]),
  ];
  expect(order).toEqual(
    attached.length === 0
      ? alternative
      : ["multipart/mixed", ...alternative, ...attached.map(({ mimeType }) => mimeType)],
  );

  const cids = [...html.matchAll(/src="cid:([^"]+)"/g)].map(([, cid]) => `<${cid}>`);
  expect(inline.map(({ contentId }) => contentId)).toEqual(cids);
  if (example.template !== "bookingConfirmation") return;

  const codes = inline.map((image) => decodeQr(bytesOf(image)));
  const data = example.data as { qrCode?: string; tickets?: { qrCode: string }[] };
  expect(codes).toEqual(data.tickets?.map(({ qrCode }) => qrCode) ?? [data.qrCode]);
  const json = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? "";
  expect(JSON.parse(json)).toHaveLength(Math.min(6, codes.length));
  expect(JSON.parse(json)[0]).toMatchObject({ "@type": "TrainReservation", reservationNumber: "K7M2QX" });
  const pdf = attached.find(({ mimeType }) => mimeType === "application/pdf");
  expect(bytesOf(pdf as Attachment).toString("latin1")).toMatch(
    new RegExp(`^%PDF-1\\.5[\\s\\S]*/Count ${codes.length} `),
  );
});

test("trip.ics holds each ride once, in UTC, and takes it out again after a cancellation", async () => {
  const lines = ({ mail }: { mail: Email }) => {
    const file = mail.attachments.find(({ filename }) => filename === "trip.ics") as Attachment;
    // The parser gives texts with bare line feeds.
    const text = bytesOf(file).toString("utf8");
    for (const line of text.split("\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    return text.replaceAll("\n ", "").split("\n");
  };
  const named = (name: string) => exampleMails.find((example) => example.name === name) as ExampleMail;
  const party = lines(await arrive(named("confirmation-party"), "en-GB"));
  expect(party.filter((line) => line === "BEGIN:VEVENT")).toHaveLength(2);
  expect(party).toContain("SUMMARY:Nightjet 40421 Kraków Główny – Zürich HB");
  expect(party).toContain("DTSTART:20260314T204800Z");
  expect(party.find((line) => line.startsWith("DESCRIPTION:"))).toContain(
    "Coach 21\\, seat 61\\nCoach 21\\, seat 62",
  );

  const confirmed = lines(await arrive(named("confirmation"), "en-GB"));
  const cancelled = lines(await arrive(named("cancellation"), "en-GB"));
  const uid = (all: string[]) => all.find((line) => line.startsWith("UID:"));
  expect(uid(cancelled)).toBe(uid(confirmed));
  expect(confirmed).toEqual(expect.arrayContaining(["METHOD:PUBLISH", "SEQUENCE:0", "STATUS:CONFIRMED"]));
  expect(cancelled).toEqual(expect.arrayContaining(["METHOD:CANCEL", "SEQUENCE:1", "STATUS:CANCELLED"]));
  // A ticket was cancelled and the ride goes on with another: nothing is taken out.
  const partly = await arrive(named("cancellation-partly"), "en-GB");
  expect(partly.mail.attachments).toEqual([]);
});

test("German dates and money are written as in German", async () => {
  const { mail } = await arrive(exampleMails[0] as ExampleMail, "de-DE");
  expect(mail.subject).toBe("Ihre Tickets: München Hbf – Berlin Hbf (K7M2QX)");
  for (const words of [
    "Samstag, 14. März 2026",
    "79,80\u00a0€",
    "Wagen 7, Platz 42",
    "Buchungsnummer: K7M2QX",
  ])
    expect(mail.text).toContain(words);
});
