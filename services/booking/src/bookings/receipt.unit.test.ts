import { expect, test } from "@jest/globals";
import { exampleBooking } from "@railbooker/events/example-booking";
import type { StoredBooking } from "./booking.js";
import { type Movement, receiptOf } from "./receipt.js";

const [ticket] = exampleBooking.tickets;
if (ticket === undefined) throw new Error("the example is empty");
const stored: StoredBooking = {
  id: "b",
  userId: "u",
  version: 2,
  rides: new Map(),
  compensated: new Map(),
  used: new Set(),
  sequences: new Map(),
  ticketPrices: new Map([[ticket.id, 7980]]),
  booking: { ...exampleBooking, tickets: [{ ...ticket, status: "cancelled" }] },
};
const movements: Movement[] = [
  { at: new Date("2026-03-01T09:30:00Z"), amount: 7980, refundFor: null },
  { at: new Date("2026-03-05T10:00:00Z"), amount: 6980, refundFor: "cancellation" },
];

test("every ticket with its price, every movement of money, and what is left of it", () => {
  const receipt = receiptOf(stored, movements, "en");
  expect(receipt.items).toEqual([
    {
      text: "München Hbf – Berlin Hbf",
      detail: "14 March 2026, ICE 587 · Second class, flex · Ada Example · cancelled",
      amount: "€79.80",
    },
  ]);
  expect(receipt.money).toEqual([
    { text: "Paid by card", detail: "1 March 2026", amount: "€79.80" },
    { text: "Refund for cancelled tickets", detail: "5 March 2026", amount: "-€69.80" },
  ]);
  expect(receipt.total.amount).toBe("€10.00");
});

test("in German with German dates and money", () => {
  const { title, items, total } = receiptOf(stored, movements, "de");
  expect(title).toBe("Beleg K7M2QX");
  expect(items[0]?.detail).toBe("14. März 2026, ICE 587 · 2. Klasse, Flex · Ada Example · storniert");
  expect(total).toEqual({ text: "Insgesamt bezahlt", amount: "10,00\u00a0€" });
});
