import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Attachment, Email } from "postal-mime";
import { defineTemplates } from "../templates/definitions.js";
import { readCalendar } from "../testing/calendar.js";
import { decodeQr } from "../testing/decode-qr.js";
import { type ExampleMail, exampleMails } from "../testing/example-mails.js";
import { type Mailing, startMailing } from "../testing/mailing.js";

let mailing: Mailing;

beforeAll(async () => {
  mailing = await startMailing();
});
afterAll(() => mailing.close());

interface Arrived {
  mail: Email;
  source: string;
  html: string;
  inline: Attachment[];
  attached: Attachment[];
}

async function arrive({ template, data }: ExampleMail, locale: string): Promise<Arrived> {
  const to = `${randomUUID()}@example.org`;
  expect((await mailing.send({ to, template, data, locale })).status).toBe(200);
  const [arrived, ...others] = mailing.arrivedFor(to);
  if (arrived === undefined || others.length > 0) throw new Error("it did not arrive once");
  const { mail, source } = arrived;
  const of = (wanted: string) => mail.attachments.filter(({ disposition }) => disposition === wanted);
  return { mail, source, html: mail.html ?? "", inline: of("inline"), attached: of("attachment") };
}

const bytesOf = ({ content }: Attachment) => Buffer.from(content as ArrayBuffer);
const both = exampleMails.flatMap((example) =>
  ["en-GB", "de-DE"].map((locale) => [example.name, locale, example] as const),
);
const hasCodes = (tickets: unknown) => Array.isArray(tickets) && tickets.some((ticket) => "qrCode" in ticket);
const withTickets = both.filter(([, , { data }]) => "qrCode" in data || hasCodes(data["tickets"]));
const named = (name: string) => {
  const example = exampleMails.find((each) => each.name === name);
  if (example === undefined) throw new Error(`there is no example ${name}`);
  return example;
};

test("every template has an example, and every mail with tickets is looked at as one", () => {
  expect(new Set(exampleMails.map(({ template }) => template))).toEqual(new Set(defineTemplates().keys()));
  expect(new Set(withTickets.map(([, , { template }]) => template))).toEqual(
    new Set(["bookingConfirmation", "ticketResend", "bookingChanged"]),
  );
});

test.each(both)("%s in %s is read by a mail program as it was meant", async (_name, locale, example) => {
  const { mail, source, html, inline, attached } = await arrive(example, locale);
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
  const related = ["multipart/related", "text/html", ...inline.map(() => "image/png")];
  const alternative = [
    "multipart/alternative",
    "text/plain",
    ...(inline.length === 0 ? ["text/html"] : related),
  ];
  expect(order).toEqual(
    attached.length === 0
      ? alternative
      : ["multipart/mixed", ...alternative, ...attached.map(({ mimeType }) => mimeType)],
  );
  const cids = [...html.matchAll(/src="cid:([^"]+)"/g)].map(([, cid]) => `<${cid}>`);
  expect(inline.map(({ contentId }) => contentId)).toEqual(cids);
  for (const file of attached.filter(({ mimeType }) => mimeType === "text/calendar")) readCalendar(file);
});

test("both languages say something of their own in every mail", async () => {
  for (const example of exampleMails) {
    const [english, german] = [await arrive(example, "en-GB"), await arrive(example, "de-DE")];
    expect(german.mail.subject).not.toBe(english.mail.subject);
    const lines = (text = "") => new Set(text.split("\n").filter((line) => / .* /.test(line)));
    const shared = [...lines(english.mail.text)].filter((line) => lines(german.mail.text).has(line));
    // Stations, trains and names are the same in both; sentences are not.
    expect(shared.filter((line) => /[.!?]$/.test(line))).toEqual([]);
  }
});

test.each(withTickets)(
  "%s in %s has codes that a phone reads, JSON-LD and a PDF",
  async (_name, locale, example) => {
    const { html, inline, attached } = await arrive(example, locale);
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
  },
);

async function calendars(name: string) {
  const { attached } = await arrive(named(name), "en-GB");
  return attached.filter(({ mimeType }) => mimeType === "text/calendar").map(readCalendar);
}

test("the calendar holds each ride once, in UTC, and takes it out again after a cancellation", async () => {
  const [party] = await calendars("confirmation-party");
  expect(party?.events).toHaveLength(2);
  expect(party?.events[0]).toMatchObject({
    SUMMARY: "Nightjet 40421 Kraków Główny – Zürich HB",
    DTSTART: "20260314T204800Z",
    DESCRIPTION: expect.stringContaining("Coach 21\\, seat 61\\nCoach 21\\, seat 62"),
  });
  const [confirmed] = await calendars("confirmation");
  const [again] = await calendars("resend");
  const [cancelled] = await calendars("cancellation");
  expect(confirmed).toMatchObject({ METHOD: "PUBLISH", events: [{ SEQUENCE: "0", STATUS: "CONFIRMED" }] });
  expect(cancelled).toMatchObject({ METHOD: "CANCEL", events: [{ SEQUENCE: "1", STATUS: "CANCELLED" }] });
  for (const other of [again, cancelled])
    expect(other?.events[0]?.["UID"]).toBe(confirmed?.events[0]?.["UID"]);
  // A ticket was cancelled and the ride goes on with another: nothing is taken out.
  expect(await calendars("cancellation-partly")).toEqual([]);
});

test("an exchange brings the new ride into the calendar and takes the one given back out of it", async () => {
  const [confirmed] = await calendars("confirmation");
  const [fresh, given, ...others] = await calendars("exchange-paid");
  expect(others).toEqual([]);
  expect(fresh).toMatchObject({
    METHOD: "PUBLISH",
    events: [{ SUMMARY: "Nightjet 40421 Kraków Główny – Zürich HB", STATUS: "CONFIRMED" }],
  });
  expect(given).toMatchObject({
    METHOD: "CANCEL",
    events: [{ SUMMARY: "ICE 587 München Hbf – Berlin Hbf", STATUS: "CANCELLED" }],
  });
  expect(given?.events[0]?.["UID"]).toBe(confirmed?.events[0]?.["UID"]);
  expect(fresh?.events[0]?.["UID"]).not.toBe(given?.events[0]?.["UID"]);
});

test("an exchange says what is paid or comes back, and which tickets end", async () => {
  const paid = (await arrive(named("exchange-paid"), "en-GB")).mail.text;
  expect(paid).toContain("Paid in addition: €21.10");
  expect(paid).toMatch(/No longer valid\n[\s\S]*09:00 {2}München Hbf\n13:12 {2}Berlin Hbf\nICE 587/);
  const back = (await arrive(named("exchange-refund"), "de-DE")).mail.text;
  expect(back).toContain("Erstattung: 15,00\u00a0€");
  expect(back).toContain("Nicht mehr gültig");
});

test("German dates and money are written as in German", async () => {
  const { mail } = await arrive(named("confirmation"), "de-DE");
  expect(mail.subject).toBe("Ihre Tickets: München Hbf – Berlin Hbf (K7M2QX)");
  for (const words of [
    "Samstag, 14. März 2026",
    "79,80\u00a0€",
    "Wagen 7, Platz 42",
    "Buchungsnummer: K7M2QX",
  ])
    expect(mail.text).toContain(words);
});
