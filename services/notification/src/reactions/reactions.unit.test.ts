import { describe, expect, test } from "@jest/globals";
import { catalogue, eventNames } from "@railbooker/events/catalogue";
import { createEnvelope, parseEvent } from "@railbooker/events/envelope";
import { inWords } from "../testing/in-words.js";
import {
  bookingCancelled,
  bookingCreated,
  bookingExchanged,
  ticketResendRequested,
} from "./booking-reactions.js";
import { textsIn } from "./languages.js";
import { refundCompleted, refundStarted } from "./payment-reactions.js";
import { defaultPreferences, heed } from "./preferences.js";
import { reactTo, type Told, told } from "./react.js";
import { moneyIn } from "./wording.js";

function reactionTo(name: Told) {
  const data = catalogue[name].example;
  const envelope = createEnvelope({ name, aggregateId: "a", aggregateVersion: 1, data }, new Date());
  const parsed = parseEvent(JSON.stringify(envelope));
  if (parsed.kind !== "event") throw new Error("the example is no event");
  const [reaction] = reactTo(parsed.event as Parameters<typeof reactTo>[0]);
  if (reaction === undefined) throw new Error("nobody is told");
  return reaction;
}

const now = new Date();
const { userId, booking } = catalogue.BookingCreated.example;

test("every event told is in the catalogue", () => {
  expect(eventNames).toEqual(expect.arrayContaining([...told]));
});

describe("BookingCreated", () => {
  test("is shown with train, date and reference", () => {
    expect(inWords(reactionTo("BookingCreated"))).toEqual({
      type: "booking-confirmed",
      title: "Booking confirmed",
      body: "ICE 587 from München Hbf to Berlin Hbf, Saturday 14 March 2026 at 09:00. Reference K7M2QX.",
      data: { reference: "K7M2QX" },
    });
  });

  test("is mailed with a ticket per passenger and leg", () => {
    expect(reactionTo("BookingCreated").mails).toEqual([
      {
        template: "bookingConfirmation",
        to: "traveller@example.org",
        optional: "booking-confirmed",
        data: {
          booking,
          tickets: [
            {
              passenger: "Ada Example",
              train: {
                name: "ICE 587",
                number: "587",
                from: { name: "München Hbf", departure: "2026-03-14T09:00:00+01:00" },
                to: { name: "Berlin Hbf", arrival: "2026-03-14T13:12:00+01:00" },
              },
              seat: { coach: "7", number: "42" },
              qrCode: "RB1.EXAMPLE",
            },
          ],
        },
      },
    ]);
  });

  test("each ticket shows the train of its own leg", () => {
    const [leg] = booking.legs;
    const [ticket] = booking.tickets;
    if (leg === undefined || ticket === undefined) throw new Error("the example is empty");
    const second = { ...leg, id: "leg-2", train: { number: "12", name: "IC 12" } };
    const reaction = bookingCreated({
      userId,
      booking: {
        ...booking,
        legs: [leg, second],
        tickets: [ticket, { ...ticket, id: "t2", leg: { id: "leg-2", runId: "r" }, code: "RB1.SECOND" }],
      },
    });
    expect(reaction.mails[0]?.data["tickets"]).toMatchObject([
      { train: { name: "ICE 587" }, qrCode: "RB1.EXAMPLE" },
      { train: { name: "IC 12" }, qrCode: "RB1.SECOND" },
    ]);
    expect(inWords(reaction)?.body).toContain("ICE 587, then IC 12 from");
  });

  test("a ticket without its leg is refused, not mailed half", () => {
    expect(() => bookingCreated({ userId, booking: { ...booking, legs: [] } })).toThrow(/names the leg/);
  });
});

describe("BookingCancelled", () => {
  test("names the refund, and its mail holds no code that could be shown to an inspector", () => {
    const reaction = reactionTo("BookingCancelled");
    expect(inWords(reaction)).toMatchObject({
      type: "booking-cancelled",
      title: "Booking cancelled",
      data: { reference: "K7M2QX", refund: { amount: 7980, currency: "EUR" } },
    });
    expect(inWords(reaction)?.body).toContain("Refund: €79.80.");
    expect(reaction.mails).toMatchObject([{ template: "bookingCancelled", to: "traveller@example.org" }]);
    expect(reaction.mails[0]).not.toHaveProperty("optional");
  });

  test("of some tickets names those", () => {
    const tickets = booking.tickets.map((ticket) => ticket.id);
    const reaction = bookingCancelled({
      userId,
      booking: { ...booking, status: "partly-cancelled" },
      tickets,
      refund: { amount: 0, currency: "EUR" },
    });
    expect(inWords(reaction)?.title).toBe("Tickets cancelled");
    expect(reaction.mails[0]?.data["tickets"]).toMatchObject([{ passenger: "Ada Example" }]);
    expect(JSON.stringify(reaction.mails[0]?.data["tickets"])).not.toContain("qrCode");
  });
});

test("UserRegistered welcomes and asks to confirm the address", () => {
  expect(reactionTo("UserRegistered")).toMatchObject({
    notification: { type: "welcome" },
    mails: [
      {
        template: "verifyEmail",
        to: "traveller@example.org",
        data: { name: "Ada Example", token: "example-verification-token" },
      },
    ],
  });
});

describe("BookingExchanged", () => {
  test("mails the new tickets alone, and says that the old ones are void", () => {
    const [old] = booking.tickets;
    if (old === undefined) throw new Error("the example is empty");
    const fresh = { ...old, id: "fresh", code: "RB1.FRESH" };
    const reaction = bookingExchanged({
      userId,
      before: booking,
      after: { ...booking, tickets: [fresh] },
      difference: { amount: 0, currency: "EUR" },
    });
    expect(inWords(reaction)).toMatchObject({
      title: "Tickets exchanged",
      data: { reference: "K7M2QX" },
    });
    expect(inWords(reaction)?.body).toContain("no longer valid");
    expect(reaction.mails).toMatchObject([
      {
        template: "bookingChanged",
        to: "traveller@example.org",
        data: {
          before: { tickets: [{ id: old.id }] },
          booking: { tickets: [{ id: "fresh" }] },
          tickets: [{ qrCode: "RB1.FRESH" }],
          difference: { amount: 0, currency: "EUR" },
        },
      },
    ]);
    expect(JSON.stringify(reaction.mails)).not.toContain("RB1.EXAMPLE");
  });
});

test("tickets are mailed again to the booking's address, those that are cancelled left out", () => {
  const [ticket] = booking.tickets;
  if (ticket === undefined) throw new Error("the example is empty");
  const cancelled = { ...ticket, id: "t2", status: "cancelled" as const, code: "RB1.DEAD" };
  const { notification, mails } = ticketResendRequested({
    userId,
    booking: { ...booking, tickets: [ticket, cancelled] },
  });
  expect(notification).toBeUndefined();
  expect(mails).toMatchObject([
    { template: "ticketResend", to: "traveller@example.org", data: { tickets: [{ qrCode: "RB1.EXAMPLE" }] } },
  ]);
  expect(mails[0]).not.toHaveProperty("optional");
});

describe("money", () => {
  test("a payment that failed unseen is shown and mailed with its amount and journey", () => {
    expect(inWords(reactionTo("PaymentFailed"))).toMatchObject({
      type: "payment",
      title: "Your payment did not go through",
      body: "München Hbf to Berlin Hbf: €79.80 were not charged, and nothing is booked.",
    });
    expect(reactionTo("PaymentFailed").mails).toEqual([
      {
        template: "paymentFailed",
        to: "traveller@example.org",
        data: {
          amount: { amount: 7980, currency: "EUR" },
          journey: { from: "München Hbf", to: "Berlin Hbf" },
        },
      },
    ]);
  });

  test("a refund is mailed when it is made; its beginning only where no other mail tells of it", () => {
    const { example } = catalogue.RefundStarted;
    const data = { reference: "K7M2QX", refund: example.refund, reason: "compensation" };
    expect(refundStarted(example).mails).toEqual([
      { template: "refundStarted", to: "traveller@example.org", data },
    ]);
    for (const reason of ["cancellation", "exchange"] as const) {
      expect(refundStarted({ ...example, reason }).mails).toEqual([]);
      expect(refundCompleted({ ...example, reason }).mails).toMatchObject([
        { template: "refundCompleted", data: { reason } },
      ]);
    }
  });
});

test("a link to a booking is mailed and never shown", () => {
  const reaction = reactionTo("BookingLinkRequested");
  expect(reaction.notification).toBeUndefined();
  expect(reaction.mails).toEqual([
    {
      template: "bookingLink",
      to: "traveller@example.org",
      data: { reference: "K7M2QX", token: "example-booking-token" },
    },
  ]);
});

test("who waits is told the place, and at once when seats are held, with the way to pay them", () => {
  expect(reactionTo("WaitlistJoined")).toMatchObject({
    notification: { type: "waitlist", data: { position: 3 } },
    mails: [],
  });
  const held = reactionTo("WaitlistConfirmed");
  const { holdId } = catalogue.WaitlistConfirmed.example;
  expect(inWords(held)?.body).toBe(
    "ICE 587 from München Hbf to Berlin Hbf, Saturday 14 March 2026 at 09:00. They are yours if you pay by 18:30.",
  );
  const path = `/trains/ICE-587.2026-03-14/book?from=muenchen-hbf&to=berlin-hbf&passengers=2&class=second&fare=flex&hold=${holdId}`;
  expect(held.mails).toMatchObject([{ template: "waitlistConfirmed", optional: "waitlist", data: { path } }]);
});

test("PasswordResetRequested is mailed and never shown", () => {
  const reaction = reactionTo("PasswordResetRequested");
  expect(reaction.notification).toBeUndefined();
  expect(reaction.mails).toMatchObject([
    { template: "passwordReset", data: { name: "Ada Example", token: "example-reset-token" } },
  ]);
});

test("a traveller may do without the confirmation's mail and push, but not without the address mail", () => {
  const preferences = {
    ...defaultPreferences,
    "booking-confirmed": { email: false, push: false },
    welcome: { email: false, push: true },
  };
  const quiet = { preferences, locale: "en" as const };
  expect(heed(reactionTo("BookingCreated"), quiet, now)).toMatchObject({ mails: [], push: false });
  expect(heed(reactionTo("BookingCreated"), quiet, now).notification).toBeDefined();
  expect(heed(reactionTo("UserRegistered"), quiet, now).mails).toHaveLength(1);
});

test("a departure is told as the station's clock shows it", () => {
  const [leg] = booking.legs;
  if (leg === undefined) throw new Error("the example is empty");
  const late = { ...leg, from: { ...leg.from, departure: "2026-12-31T23:58:00-11:00" } };
  const { body: english } = textsIn("en").bookingConfirmed([late], "K7M2QX");
  expect(english).toContain("Thursday 31 December 2026 at 23:58");
  const { body: inGerman } = textsIn("de").bookingConfirmed([late], "K7M2QX");
  expect(inGerman).toContain("Donnerstag, 31. Dezember 2026, 23:58 Uhr");
});

test("money is told in its currency's own digits", () => {
  expect(moneyIn("en-GB")({ amount: 1250, currency: "EUR" })).toBe("€12.50");
  expect(moneyIn("en-GB")({ amount: 1250, currency: "JPY" })).toBe("JP¥1,250");
  expect(moneyIn("de-DE")({ amount: 125000, currency: "EUR" })).toBe("1.250,00\u00a0€");
});

describe("in German", () => {
  const shown = told.flatMap((name) => {
    const reaction = reactionTo(name);
    return reaction.notification === undefined ? [] : [[name, reaction] as const];
  });

  test.each(shown)(
    "%s says the same, in other words, and its mails are asked for in German",
    (_name, reaction) => {
      const [german, english] = [inWords(reaction, "de"), inWords(reaction, "en")];
      expect({ ...german, title: "", body: "" }).toEqual({ ...english, title: "", body: "" });
      expect(german?.title).not.toBe(english?.title);
      expect(german?.body).not.toMatch(/\b(the|your|you|at|from|to|is|Reference)\b/i);
      const { mails } = heed(reaction, { preferences: defaultPreferences, locale: "de" }, now);
      expect(mails.every(({ locale }) => locale === "de")).toBe(true);
    },
  );

  test("a booking, a delay and a refund read well", () => {
    expect(inWords(reactionTo("BookingCreated"), "de")).toMatchObject({
      title: "Buchung bestätigt",
      body: "ICE 587 von München Hbf nach Berlin Hbf, Samstag, 14. März 2026, 09:00 Uhr. Buchung K7M2QX.",
    });
    expect(inWords(reactionTo("TrainDelayed"), "de")).toMatchObject({
      title: "ICE 587 hat etwa 40 Minuten Verspätung",
      body: "München Hbf nach Berlin Hbf, Samstag, 14. März 2026, 09:00 Uhr, jetzt etwa 09:40 Uhr. Grund: Signal failure. Buchung K7M2QX.",
    });
    expect(inWords(reactionTo("BookingCancelled"), "de")?.body).toContain("Erstattung: 79,80\u00a0€.");
  });
});
