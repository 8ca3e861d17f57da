import { beforeAll, expect, test } from "@jest/globals";
import { exampleBooking } from "@railbooker/events/example-booking";
import { exampleTrain, shortConfirmation } from "../testing/email-service.js";
import { createRenderer, type Renderer } from "./renderer.js";

let renderer: Renderer;
beforeAll(() => {
  renderer = createRenderer("https://rail.example/", () => new Date("2026-03-01T09:30:00Z"));
});

const render = (template: string, data: unknown, locale?: string) =>
  renderer.prepare(template, data, locale)("id1");
const refusal = (template: string, data: unknown) => {
  try {
    render(template, data);
  } catch (error) {
    return error as { kind: string; code: string; errors?: { pointer: string }[] };
  }
  throw new Error("it was taken");
};

test("a confirmation shows each ticket with its code, in the station's own time", () => {
  const ticket = {
    passenger: { name: "Ada Example" },
    train: exampleTrain,
    seat: { coach: "7", number: "42" },
    qrCode: "A",
  };
  const night = {
    ...ticket,
    passenger: "Bea",
    seat: { coach: "7", number: "42", change: { at: "Bologna Centrale", coach: "8", number: "11" } },
    train: { ...exampleTrain, to: { name: "Roma Termini", arrival: "2026-03-15T06:05:00+01:00" } },
    qrCode: "B",
  };
  const mail = render("bookingConfirmation", { booking: exampleBooking, tickets: [ticket, night] });
  expect(mail.subject).toBe("Your tickets: München Hbf – Berlin Hbf (K7M2QX)");
  expect(mail.images.map(({ cid }) => cid)).toEqual(["ticket-1.id1@railbooker", "ticket-2.id1@railbooker"]);
  for (const part of [mail.html, mail.text]) {
    for (const words of [
      "09:00",
      "13:12",
      "06:05",
      "+1 day",
      "Coach 7, seat 42",
      "Coach 7, seat 42; from Bologna Centrale: Coach 8, seat 11",
      "Ada Example",
      "Bea",
      "€79.80",
      "K7M2QX",
    ]) {
      expect(part).toContain(words);
    }
    expect(part).toContain("https://rail.example/bookings/K7M2QX");
  }
  expect(mail.html).toContain('lang="en"');
  expect(mail.html).toContain('src="cid:ticket-2.id1@railbooker"');
});

test("the short form looks up what it does not say in the booking", () => {
  const mail = render("bookingConfirmation", {
    booking: exampleBooking,
    train: { name: "ICE 587", number: "587" },
    qrCode: "A",
  });
  for (const words of ["Ada Example", "Coach 7, seat 42", "München Hbf", "13:12"])
    expect(mail.text).toContain(words);
});

test("the short form does without all that is optional", () => {
  const mail = render("bookingConfirmation", {
    booking: { reference: "K7M2QX" },
    train: { name: "ICE 587" },
    qrCode: "A",
  });
  expect(mail.subject).toBe("Your tickets (K7M2QX)");
  expect(mail.html + mail.text).not.toMatch(/undefined|null|NaN|Invalid/);
});

test("JSON-LD describes the journey and cannot be broken out of", () => {
  const train = { ...exampleTrain, name: "</script><script>alert(1)</script>" };
  const { html } = render("bookingConfirmation", { ...shortConfirmation, train });
  const json = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? "";
  const [reservation] = JSON.parse(json);
  expect(reservation).toMatchObject({
    "@type": "TrainReservation",
    reservationNumber: "K7M2QX",
    reservationFor: { trainName: train.name, departureTime: "2026-03-14T09:00:00+01:00" },
    reservedTicket: { ticketToken: "qrCode:RB1.EXAMPLE" },
  });
  expect(html.match(/<script/g)).toHaveLength(1);
});

test("words from outside are escaped in HTML and stay on one line in text", () => {
  const evil = "<img src=x onerror=alert(1)>\"'&\r\nTotal paid: €0";
  const train = { ...exampleTrain, from: { ...exampleTrain.from, name: evil } };
  const mail = render("bookingConfirmation", { ...shortConfirmation, train, passenger: evil, seat: evil });
  expect(mail.html).not.toContain("<img src=x");
  expect(mail.html).toContain("&lt;img src=x");
  expect(mail.text).not.toMatch(/^Total paid: €0/m);
  expect(mail.subject).not.toMatch(/[\r\n]/);
});

test.each([
  ["verifyEmail", "https://rail.example/verify-email?token=a%26b%2Fc", "Confirm your e-mail address"],
  ["passwordReset", "https://rail.example/reset-password?token=a%26b%2Fc", "Choose a new password"],
])("%s links to our own page with the token", (template, link, subject) => {
  const mail = render(template, { token: "a&b/c", name: "Ada" });
  expect(mail.subject).toBe(subject);
  expect(mail.text).toContain(link);
  expect(mail.html).toContain(link.replaceAll("&", "&amp;"));
  expect(mail.html).toContain("Ada");
});

test.each(["Win at evil.example", "http://evil", "call 0800123456", "a@b", "x".repeat(61)])(
  "does not greet by %s",
  (name) => {
    const mail = render("verifyEmail", { token: "t", name });
    expect(mail.html + mail.text).not.toContain(name);
    expect(mail.text).toContain("Welcome aboard\n");
  },
);

test("a cancellation shows the refund, or says that there is none", () => {
  const refunded = render("bookingCancelled", {
    booking: exampleBooking,
    refund: { amount: 500, currency: "JPY" },
  });
  expect(refunded.text).toContain("JP¥500");
  const none = render("bookingCancelled", {
    booking: exampleBooking,
    refund: { amount: 0, currency: "EUR" },
    tickets: [
      { passenger: { name: "Ada Example" }, train: exampleTrain, seat: { coach: "7", number: "42" } },
    ],
  });
  expect(none.text).toContain("does not include a refund");
  expect(none.html).toContain("ICE 587 · Coach 7, seat 42 · Ada Example");
});

test("a party of 60 tickets stays below the size where Gmail cuts; the PDF and the text have them all", () => {
  const ticket = {
    passenger: "Maximiliane Musterfrau-Beispielhausen",
    train: {
      ...exampleTrain,
      platform: "12 A-C",
      to: { name: "Wien", arrival: "2026-03-15T06:05:00+01:00" },
    },
    seat: { coach: "7", number: "42" },
    qrCode: "q".repeat(220),
  };
  const mail = render("bookingConfirmation", {
    booking: exampleBooking,
    tickets: new Array(60).fill(ticket),
  });
  expect(Buffer.byteLength(mail.html)).toBeLessThan(100_000);
  expect(mail.html).toContain("46 more tickets are in the attached PDF");
  expect(mail.images).toHaveLength(14);
  expect(mail.text.match(/Maximiliane/g)).toHaveLength(60);
  expect(mail.attachments[0]?.content.toString("latin1")).toContain("/Count 60 ");
});

test("an unknown language is written to in English", () => {
  expect(render("verifyEmail", { token: "t" }, "fi-FI").subject).toBe("Confirm your e-mail address");
});

test("a link to a booking names the booking, and nothing of it", () => {
  const mail = render("bookingLink", { reference: "K7M2QX", token: "a&b" });
  for (const part of [mail.html, mail.text]) {
    expect(part).toContain("https://rail.example/find-booking?token=a%26b");
    expect(part).toContain("Your booking K7M2QX");
  }
});

test("held seats are mailed with the time they are held until and the way to pay them", () => {
  const data = {
    train: { name: "ICE 587", number: "587" },
    from: { name: "München Hbf", departure: "2026-03-14T09:00:00+01:00" },
    to: { name: "Berlin Hbf", arrival: "2026-03-14T13:12:00+01:00" },
    expiresAt: "2026-03-13T18:30:00+01:00",
    path: "/trains/x/book?hold=1",
  };
  const mail = render("waitlistConfirmed", data);
  expect(mail.text).toContain("https://rail.example/trains/x/book?hold=1");
  expect(mail.text).toMatch(/ICE 587, München Hbf – Berlin Hbf, Saturday,? 14 March 2026, 09:00/);
  expect(mail.text).toMatch(/held until Friday,? 13 March 2026, 18:30/);
  expect(() => render("waitlistConfirmed", { ...data, path: "https://evil.example" })).toThrow();
});

test.each(["nope", "__proto__", "constructor", "toString", "../config", "verifyEmail.en"])(
  "there is no template %s",
  (name) => {
    expect(refusal(name, {})).toMatchObject({ kind: "refused", code: "unknown-template" });
  },
);

test.each([
  ["bookingConfirmation", {}, "/data/booking"],
  ["bookingConfirmation", { ...shortConfirmation, html: "<b>" }, "/data/html"],
  [
    "bookingConfirmation",
    { ...shortConfirmation, attachments: [{ path: "/etc/passwd" }] },
    "/data/attachments",
  ],
  [
    "bookingConfirmation",
    { ...shortConfirmation, booking: { reference: "../admin" } },
    "/data/booking/reference",
  ],
  ["bookingConfirmation", { booking: exampleBooking, tickets: [] }, "/data/tickets"],
  ["verifyEmail", { token: "t", url: "https://evil.example" }, "/data/url"],
  ["verifyEmail", JSON.parse('{"token":"t","__proto__":{"x":1}}'), "/data/__proto__"],
  ["verifyEmail", { token: ["t"] }, "/data/token"],
])("%s refuses data that is not its own", (template, data, pointer) => {
  const error = refusal(template, data);
  expect(error).toMatchObject({ kind: "refused", code: "invalid-data" });
  expect(error.errors?.map((each) => each.pointer)).toContain(pointer);
});

test("a mail loads nothing from elsewhere: no font, picture or style that tells who has opened it", () => {
  const { html } = render("verifyEmail", { token: "a-token" });
  const addresses = [...html.matchAll(/(?:src|href|url|@import)\s*[=( ]\s*["']?(https?:[^"')\s>]+)/g)].map(
    (match) => match[1],
  );
  expect(addresses.filter((address) => !address?.startsWith("https://rail.example/"))).toEqual([]);
});
