import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { exampleTrain } from "../testing/email-service.js";
import { type Mailing, startMailing } from "../testing/mailing.js";

let mailing: Mailing;

beforeAll(async () => {
  mailing = await startMailing();
});
afterAll(() => mailing.close());

const send = (mail: unknown) => mailing.send(mail);
const mailsSoFar = () => mailing.smtp.mails.length;
const verifyMail = (to: unknown) => ({ to, template: "verifyEmail", data: { token: "t" } });

/** Texts that have broken mail before: new headers, new parts, new recipients, markup, templates, files, other scripts' order. */
const corpus = [
  "x\r\nBcc: victim@example.net",
  "x\nBcc: victim@example.net",
  "x\r\n\r\n<h1>body</h1>",
  "x\r\n.\r\nMAIL FROM:<evil@example.net>",
  "x\u2028Bcc: victim@example.net",
  "victim@example.net, other@example.net",
  '"victim@example.net" <other@example.net>',
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "{{= process.env.EMAIL_SERVICE_TOKEN }}",
  "<%= 7*7 %>#{7*7}",
  "file:///etc/passwd",
  "=?utf-8?Q?=0D=0ABcc:_victim@example.net?=",
  "--boundary\r\nContent-Type: text/html",
  "BEGIN:VEVENT\r\nATTACH:file:///etc/passwd",
  "\u202egnp.exe",
  "\u0000",
];

test.each(corpus)("%j in every field of a confirmation reaches one person, as text", async (evil) => {
  const to = `${randomUUID()}@example.org`;
  const named = { name: evil, departure: exampleTrain.from.departure };
  const answer = await send({
    to,
    template: "bookingConfirmation",
    data: {
      booking: { reference: "K7M2QX", passengers: [{ name: evil }] },
      tickets: [
        {
          passenger: evil,
          train: {
            name: evil,
            number: evil.slice(0, 40),
            platform: evil.slice(0, 20),
            from: named,
            to: { name: evil, arrival: exampleTrain.to.arrival },
          },
          seat: { coach: evil, number: evil, change: { at: evil, coach: evil, number: evil } },
          qrCode: evil,
        },
      ],
    },
  });
  expect(answer.status).toBe(200);
  const [arrived, ...others] = mailing.arrivedFor(to);
  if (arrived === undefined) throw new Error("no mail has come");
  const { mail, source, recipients } = arrived;
  expect([others, recipients]).toEqual([[], [to]]);
  expect([mail.to?.length, mail.cc, mail.bcc]).toEqual([1, undefined, undefined]);
  expect(mail.subject).not.toMatch(/[\r\n\u2028\u202e]/);
  expect(mail.html?.match(/<script/g)).toHaveLength(1);
  expect(mail.html).not.toMatch(/<img src=x|<h1>body/);
  expect(mail.html).not.toContain("test-email-service-token");
  expect(mail.attachments.map(({ mimeType }) => mimeType)).toEqual([
    "image/png",
    "application/pdf",
    "text/calendar",
  ]);
  expect(source.match(/^Subject:/gm)).toHaveLength(1);
  expect(source).not.toMatch(/^Bcc:/im);
  const calendar = Buffer.from(mail.attachments[2]?.content as ArrayBuffer).toString();
  expect(calendar.match(/^BEGIN:VEVENT/gm)).toHaveLength(1);
  expect(calendar).not.toMatch(/^ATTACH/m);
});

test.each([
  "a@example.org, b@example.org",
  "a@example.org;b@example.org",
  "a@example.org\r\nRCPT TO:<b@example.org>",
  "a@example.org\u2028b@example.org",
  '"b@example.net"@example.org',
  "<a@example.org>",
  "Ada <a@example.org>",
  "a@example.org(b@example.net)",
  "group:a@example.org;",
  "@example.org",
  "a@[127.0.0.1]",
  "a@localhost",
  "a%b@example.org@example.net",
  ["a@example.org", "b@example.org"],
  { email: "a@example.org", name: "x\r\nBcc: b@example.org" },
  { email: "a@example.org", cc: "b@example.org" },
  { email: ["a@example.org"] },
  { address: "a@example.org" },
  JSON.parse('{"email":"a@example.org","__proto__":{"name":"x"}}'),
  null,
  42,
])("the recipient %j is refused", async (to) => {
  const before = mailsSoFar();
  const answer = await send(verifyMail(to));
  expect([answer.status, answer.body.code, answer.body.outcome]).toEqual([
    400,
    "invalid-recipient",
    "not_sent",
  ]);
  expect(mailsSoFar()).toBe(before);
});

test.each([
  ["attachments", '{"path":"/etc/passwd"}'],
  ["attachDataUrls", "true"],
  ["html", '"<b>x</b>"'],
  ["raw", '{"path":"/etc/passwd"}'],
  ["headers", '{"X-Evil":"1"}'],
  ["subject", '"mine"'],
  ["cc", '"b@example.org"'],
  ["envelope", '{"to":"b@example.org"}'],
  ["__proto__", '{"admin":true}'],
  ["constructor", '{"prototype":{}}'],
])("the field %s is refused, on the mail and in its data", async (field, value) => {
  const before = mailsSoFar();
  const mail = JSON.stringify(verifyMail("a@example.org"));
  const outside = await send(mail.replace(/\}$/, `,"${field}":${value}}`));
  const inside = await send(mail.replace(/\}\}$/, `,"${field}":${value}}}`));
  expect([outside.status, inside.status]).toEqual([400, 422]);
  expect(mailsSoFar()).toBe(before);
  expect(({} as Record<string, unknown>)["admin"]).toBeUndefined();
});
