import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Booking } from "@railbooker/events/booking-shape";
import { type BookingService, startBookingService } from "./testing/booking-service.js";
import type { Client } from "./testing/client.js";
import { runOf } from "./testing/small-timetable.js";

let service: BookingService;
let ada: Client;

beforeAll(async () => {
  service = await startBookingService();
  ada = await service.newClient();
}, 60_000);
afterAll(() => service.close());

const resend = (client: Client, { reference }: Booking) => client.post(`/api/bookings/${reference}/resend`);

const told = ({ reference }: Booking) =>
  service.sql.rows<{ version: number; data: { booking: Booking } }>(
    `SELECT version, envelope->'data' AS data FROM outbox
      WHERE subject = $1 AND envelope->>'type' LIKE '%TicketResendRequested%' ORDER BY version`,
    [`bookings/${reference}`],
  );

test("asked for ten times at once, the tickets are mailed again once, and once more ten minutes later", async () => {
  const booking = await ada.buy({ runId: runOf("early", 3) }, 2);
  const answers = await Promise.all(Array.from({ length: 10 }, () => resend(ada, booking)));
  expect(answers.map(({ status }) => status).sort()).toEqual([202, ...new Array(9).fill(429)]);
  const refused = answers.find(({ status }) => status === 429);
  expect(refused?.body.code).toBe("resent-lately");
  expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(500);
  const [event, ...others] = await told(booking);
  expect(others).toEqual([]);
  expect(event).toMatchObject({ version: 2, data: { booking: { contact: { email: ada.email } } } });
  expect(event?.data.booking.tickets).toEqual(booking.tickets);

  service.pass(10 * 60_000);
  await ada.signIn();
  expect((await resend(ada, booking)).status).toBe(202);
  // The refused presses have left no gap.
  expect((await told(booking)).map(({ version }) => version)).toEqual([2, 3]);
});

test("nobody has another's tickets mailed, or such as are cancelled", async () => {
  const bob = await service.newClient();
  const booking = await ada.buy({ runId: runOf("early", 4) });
  expect(await resend(bob, booking)).toMatchObject({ status: 404, body: { code: "no-such-booking" } });
  expect((await ada.post(`/api/bookings/${booking.reference}/cancel`)).status).toBe(200);
  expect(await resend(ada, booking)).toMatchObject({ status: 422, body: { code: "no-valid-tickets" } });
  expect(await told(booking)).toEqual([]);
});

test("the receipt of a party that was partly cancelled is a PDF, for its owner alone", async () => {
  const bob = await service.newClient();
  const booking = await ada.buy({ runId: runOf("early", 5) }, 3);
  const [ticket] = booking.tickets;
  await ada.post(`/api/bookings/${booking.reference}/cancel`, { tickets: [ticket?.id] });
  const path = `/api/bookings/${booking.reference}/receipt.pdf`;
  const receipt = await ada.get(path);
  expect([receipt.status, receipt.headers.get("content-type")]).toEqual([200, "application/pdf"]);
  expect(receipt.headers.get("content-disposition")).toBe(
    `inline; filename="receipt-${booking.reference}.pdf"`,
  );
  expect(receipt.headers.get("cache-control")).toBe("private, no-store");
  expect(receipt.body.toString("latin1")).toMatch(/^%PDF-1\.\d[\s\S]*%%EOF\s*$/);
  expect((await bob.get(path)).status).toBe(404);
});
