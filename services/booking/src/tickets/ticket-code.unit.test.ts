import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import type { Ticket } from "@railbooker/events/booking-shape";
import { exampleBooking } from "@railbooker/events/example-booking";
import { ticketCalendar } from "./calendar.js";
import { createTicketSigner, verifyTicketCode } from "./ticket-code.js";

const newKey = () =>
  generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const signer = createTicketSigner(newKey());
const ticket = exampleBooking.tickets[0] as Ticket;
const code = signer.sign(exampleBooking, ticket);

describe("ticket codes", () => {
  test("what was signed is read back with the published key", () => {
    expect(verifyTicketCode(code, signer.keySet().keys)).toMatchObject({
      ticketId: ticket.id,
      reference: exampleBooking.reference,
      runId: ticket.leg.runId,
      seat: "7-42",
      passenger: "Ada Example",
    });
  });

  test("the key set publishes no private part", () => {
    expect(JSON.stringify(signer.keySet())).not.toContain('"d"');
  });

  test("a changed claim, a changed signature, another key or another form is no ticket", () => {
    const [head, payload, signature] = code.split(".") as [string, string, string];
    const upgraded = Buffer.from(
      Buffer.from(payload, "base64url").toString().replace("second", "first"),
    ).toString("base64url");
    const keys = signer.keySet().keys;
    expect(verifyTicketCode(`${head}.${upgraded}.${signature}`, keys)).toBeUndefined();
    expect(
      verifyTicketCode(
        `${head}.${payload}.${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`,
        keys,
      ),
    ).toBeUndefined();
    expect(verifyTicketCode(code, createTicketSigner(newKey()).keySet().keys)).toBeUndefined();
    for (const garbage of ["", "RB1", "RB1..", "RB1.e30.x", `${code}.x`, "💥.💥.💥"])
      expect(verifyTicketCode(garbage, keys)).toBeUndefined();
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

  test("a code stays small enough for a comfortable QR", () => {
    expect(code.length).toBeLessThan(420);
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
