import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import type { Ticket } from "@railbooker/events/booking-shape";
import { exampleBooking } from "@railbooker/events/example-booking";
import QRCode from "qrcode";
import { ticketCalendar } from "./calendar.js";
import { createTicketSigner, readTicketCode } from "./ticket-code.js";

const newKey = () =>
  generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const signer = createTicketSigner(newKey());
const ticket = exampleBooking.tickets[0] as Ticket;
const code = signer.sign(exampleBooking, ticket);

const read = (text: string, keys = signer.keySet().keys) => readTicketCode(text, "RB", keys);

describe("ticket codes", () => {
  test("what was signed is read back with the published key", () => {
    expect(read(code)).toEqual({
      kind: "genuine",
      claims: {
        issuer: "RB",
        kid: signer.keySet().keys[0]?.kid,
        ticketId: ticket.id,
        sequence: 1,
        reference: exampleBooking.reference,
        runId: ticket.leg.runId,
        from: "muenchen-hbf",
        to: "berlin-hbf",
        seat: "7-42",
        serviceClass: "second",
        passenger: "Ada Example",
        validFrom: Date.parse("2026-03-14T07:00:00+01:00") / 1000,
        validUntil: Date.parse("2026-03-15T01:12:00+01:00") / 1000,
      },
    });
  });

  test("a long name is cut between characters, never within one", () => {
    const named = { ...ticket, passenger: { ...ticket.passenger, name: "Łukasz-Ångström Müller" } };
    const answer = read(signer.sign(exampleBooking, named));
    expect(answer).toMatchObject({ claims: { passenger: "Łukasz-Ångström" } });
  });

  test("the key set publishes no private part", () => {
    expect(JSON.stringify(signer.keySet())).not.toContain('"d"');
  });

  test("a changed claim, a changed signature or another key is forged, as is what has another form", () => {
    const [head, payload, signature] = code.split(".") as [string, string, string];
    const bytes = Buffer.from(payload, "base64url");
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const answer = read(`${head}.${changed.toString("base64url")}.${signature}`);
      expect(["forged", "other-operator"]).toContain(answer.kind);
    }
    const other = signature.startsWith("A") ? "B" : "A";
    expect(read(`${head}.${payload}.${other}${signature.slice(1)}`)).toEqual({ kind: "forged" });
    expect(read(code, createTicketSigner(newKey()).keySet().keys)).toEqual({ kind: "forged" });
    const longer = Buffer.concat([bytes, Buffer.from([0])]).toString("base64url");
    for (const garbage of [
      "",
      "RB1",
      "RB1..",
      "RB1.e30.x",
      `${code}.x`,
      "💥.💥.💥",
      `${head}.${longer}.${signature}`,
    ])
      expect(read(garbage)).toEqual({ kind: "forged" });
  });

  test("other operators' codes are told from forged ones", () => {
    const theirs = createTicketSigner(newKey(), { issuer: "XY" }).sign(exampleBooking, ticket);
    expect(read(theirs)).toEqual({ kind: "other-operator" });
    expect(read("#UT01008000001302C0215")).toEqual({ kind: "other-operator" });
  });

  test("after a change of keys the codes of both are good, and the new one signs", () => {
    const [old, fresh] = [newKey(), newKey()];
    const before = createTicketSigner(old);
    const previousKeys = before.keySet().keys.map((key) => key.x);
    const after = createTicketSigner(fresh, { previousKeys });
    const keys = after.keySet().keys;
    expect(keys).toHaveLength(2);
    for (const [index, each] of [after, before].entries())
      expect(read(each.sign(exampleBooking, ticket), keys)).toMatchObject({
        kind: "genuine",
        claims: { kid: keys[index]?.kid },
      });
    expect(() => createTicketSigner(fresh, { previousKeys: ["nonsense"] })).toThrow(
      /TICKET_VERIFICATION_KEYS/,
    );
  });

  test("the key may come as PEM or as base64 on one line, and must be Ed25519", () => {
    const pem = newKey();
    expect(createTicketSigner(Buffer.from(pem).toString("base64")).keySet()).toEqual(
      createTicketSigner(pem).keySet(),
    );
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 })
      .privateKey.export({ type: "pkcs8", format: "pem" })
      .toString();
    expect(() => createTicketSigner(rsa)).toThrow(/Ed25519/);
  });

  test("a code fits a QR of version 10 at level M, also with the longest name", () => {
    const named = { ...ticket, passenger: { ...ticket.passenger, name: "x".repeat(80) } };
    const legs = exampleBooking.legs.map((leg) => ({
      ...leg,
      runId: "ICE-10-541.2026-03-14",
      from: { ...leg.from, id: "8000261" },
      to: { ...leg.to, id: "8011160" },
    }));
    const longest = signer.sign({ ...exampleBooking, legs }, named);
    expect(longest.length).toBeLessThanOrEqual(220);
    expect(QRCode.create(longest, { errorCorrectionLevel: "M" }).version).toBeLessThanOrEqual(10);
  });
});

test("the calendar entry has the ride in UTC, folded lines and escaped text", () => {
  const ics = ticketCalendar(
    {
      ...exampleBooking,
      legs: exampleBooking.legs.map((leg) => ({ ...leg, from: { ...leg.from, name: "Köln, Hbf; \\ Süd" } })),
    },
    ticket,
  );
  expect(ics).toContain("DTSTART:20260314T080000Z\r\n");
  expect(ics.replaceAll("\r\n ", "")).toContain("LOCATION:Köln\\, Hbf\\; \\\\ Süd\r\n");
  for (const line of ics.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
});
