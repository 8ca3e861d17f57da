import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Booking } from "@railbooker/events/booking-shape";
import { type BookingService, startBookingService } from "./testing/booking-service.js";
import { Client } from "./testing/client.js";
import { runOf } from "./testing/small-timetable.js";

let service: BookingService;
let ada: Client;
let guest: Client;
let booking: Booking;

beforeAll(async () => {
  service = await startBookingService({ env: { RATE_LIMIT: "on" } });
  ada = await service.newClient();
  guest = new Client(service.url, service.sql);
  booking = await ada.buy({ runId: runOf("early", 3) });
}, 60_000);
afterAll(() => service.close());

const ask = (reference: string, email: string) => guest.post("/api/bookings/retrieve", { reference, email });
const open = (token: string) => guest.post("/api/bookings/retrieve/confirm", { token });

async function links(): Promise<{ token: string; email: string }[]> {
  const rows = await service.sql.rows<{ data: { token: string; email: string } }>(
    `SELECT envelope->'data' AS data FROM outbox WHERE envelope->>'type' LIKE '%BookingLinkRequested%' ORDER BY id`,
  );
  return rows.map(({ data }) => data);
}

test("reference and address together bring a link by mail, which shows the booking once", async () => {
  const asked = await ask(booking.reference.toLowerCase(), ada.email.toUpperCase());
  expect(asked.status).toBe(202);
  expect(asked.body.toString()).toBe("");
  const [link] = await links();
  expect(link?.email).toBe(ada.email);
  const answers = await Promise.all([open(link?.token ?? ""), open(link?.token ?? "")]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
  expect(answers.find(({ status }) => status === 200)?.body).toEqual(booking);
  expect(answers.find(({ status }) => status === 410)?.body.code).toBe("link-expired");
});

test("neither alone says anything: the same answer, no mail", async () => {
  const before = (await links()).length;
  const known = await ask(booking.reference, "somebody.else@example.org");
  const unknown = await ask("AAAAAA", ada.email);
  expect([known.status, unknown.status]).toEqual([202, 202]);
  expect((await links()).length).toBe(before);
  expect(await guest.get(`/api/bookings/${booking.reference}`)).toMatchObject({ status: 401 });
});

test("a link lasts half an hour, and a newer one makes it worthless", async () => {
  await ask(booking.reference, ada.email);
  await ask(booking.reference, ada.email);
  const [first, second] = (await links()).slice(-2);
  expect((await open(first?.token ?? "")).status).toBe(410);
  service.pass(31 * 60_000);
  expect((await open(second?.token ?? "")).status).toBe(410);
  expect((await open("nonsense")).status).toBe(410);
});

test("who asks too often is asked to wait", async () => {
  let last = await ask("AAAAAA", "often@example.org");
  for (let i = 0; i < 6 && last.status === 202; i++) last = await ask("AAAAAA", "often@example.org");
  expect(last).toMatchObject({ status: 429, body: { code: "too-many-requests" } });
  expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
});
