import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { type BookingService, startBookingService } from "../bookings/testing/booking-service.js";
import { type Client, password } from "../bookings/testing/client.js";
import { runOf } from "../bookings/testing/small-timetable.js";

const told = {
  notifications: [{ type: "welcome" }],
  preferences: { quietHours: null },
  mails: [{ template: "verifyEmail" }],
  reminders: [],
};

let neighbour: Server;
let answers: number[] = [];
let service: BookingService;
let days = 5;

beforeAll(async () => {
  neighbour = createServer((_req, res) => {
    res.writeHead(answers.shift() ?? 200, { "content-type": "application/json" }).end(JSON.stringify(told));
  });
  await new Promise<void>((resolve) => neighbour.listen(0, "127.0.0.1", resolve));
  const { port } = neighbour.address() as AddressInfo;
  service = await startBookingService({ env: { NOTIFICATION_SERVICE_URL: `http://127.0.0.1:${port}` } });
}, 60_000);
afterAll(async () => {
  await service.close();
  await new Promise((resolve) => neighbour.close(resolve));
});

/** A run of its own for each. */
function nextRun() {
  days += 1;
  return { runId: runOf("late", days) };
}

const remove = (client: Client, typed = password) =>
  client.send("DELETE", "/api/users/me", { password: typed });

/** As if the train had arrived yesterday. */
const travelled = (reference: string) =>
  service.sql.rows(
    `UPDATE booking_legs l SET departure_at = now() - interval '25 hours', arrival_at = now() - interval '1 day'
       FROM bookings b WHERE b.id = l.booking_id AND b.reference = $1`,
    [reference],
  );
const settled = (client: Client) =>
  waitFor("the payments to be settled", async () => {
    const open = "SELECT 1 FROM payments WHERE user_id = $1 AND settle_after IS NOT NULL";
    return (await service.sql.rows(open, [client.id])).length === 0;
  });

test("an export holds what is stored here and there, as a file", async () => {
  const ada = await service.newClient();
  const booking = await ada.buy(nextRun(), 2);
  const { status, headers, body } = await ada.get("/api/users/me/export");
  expect(status).toBe(200);
  expect(headers.get("content-disposition")).toBe('attachment; filename="railbooker-my-data.json"');
  expect(body).toMatchObject({
    account: { id: ada.id, email: ada.email, name: "Ada Example", locale: "en" },
    bookings: [
      { reference: booking.reference, passengers: [{ name: "Passenger 1" }, { name: "Passenger 2" }] },
    ],
    payments: [{ booking: booking.reference, amount: booking.price, refunds: [] }],
    holds: [{ status: "booked", passengers: 2 }],
    waitlist: [],
    ...told,
  });
  expect(body.signIns.filter(({ current }: { current: boolean }) => current)).toHaveLength(1);
  expect(JSON.stringify(body)).not.toMatch(/argon2|sid_hash|token_hash/);
  const stranger = await service.newClient();
  expect((await stranger.get("/api/users/me/export")).body.bookings).toEqual([]);
});

test("an export is whole or not at all", async () => {
  const ada = await service.newClient();
  answers = [500];
  const reply = await ada.get("/api/users/me/export");
  expect([reply.status, reply.body.code]).toEqual([503, "unavailable"]);
});

test("an account with tickets to travel stays; once travelled it is deleted, with every trace of the person", async () => {
  const ada = await service.newClient();
  const booking = await ada.buy(nextRun(), 2);
  await settled(ada);
  const wrong = await remove(ada, "not this one");
  expect([wrong.status, wrong.body.code]).toEqual([422, "wrong-password"]);
  const early = await remove(ada);
  expect([early.status, early.body.code, early.body.references]).toEqual([
    409,
    "tickets-to-travel",
    [booking.reference],
  ]);
  expect((await ada.get(`/api/bookings/${booking.reference}`)).body.passengers[0].name).toBe("Passenger 1");

  await travelled(booking.reference);
  expect((await remove(ada)).status).toBe(204);
  expect((await ada.get("/api/users/me")).status).toBe(401);
  const rows = await service.sql.rows<{ all: string }>(
    `SELECT row_to_json(x)::text AS all FROM users x WHERE id = $1
     UNION ALL SELECT row_to_json(x)::text FROM bookings x WHERE user_id = $1
     UNION ALL SELECT row_to_json(x)::text FROM payments x WHERE user_id = $1
     UNION ALL SELECT row_to_json(x)::text FROM passengers x JOIN bookings b ON b.id = x.booking_id WHERE b.user_id = $1
     UNION ALL SELECT row_to_json(x)::text FROM tickets x JOIN bookings b ON b.id = x.booking_id WHERE b.user_id = $1
     UNION ALL SELECT row_to_json(x)::text FROM sessions x WHERE user_id = $1
     UNION ALL SELECT row_to_json(x)::text FROM idempotency_keys x WHERE user_id = $1`,
    [ada.id],
  );
  const left = rows.map((row) => row.all).join("\n");
  expect(left).not.toMatch(/Passenger|Ada|RB1\.|argon2/);
  expect(left).not.toContain(ada.email);
  // What was sold and paid is still in the books.
  expect(left).toContain(booking.reference);
  expect(left).toContain('"status":"captured"');
  const [event] = await service.sql.rows<{ envelope: { data: unknown } }>(
    "SELECT envelope FROM outbox WHERE subject = $1 AND envelope->>'type' LIKE '%AccountDeleted%'",
    [`users/${ada.id}`],
  );
  expect(event?.envelope.data).toEqual({ userId: ada.id, email: ada.email, locale: "en" });
});

test("what is held or waited for ends with the account", async () => {
  const ada = await service.newClient();
  const wish = nextRun();
  const hold = (await ada.hold(wish, 3)).body;
  const full = { ...nextRun(), serviceClass: "first" };
  await (await service.newClient()).hold(full, 3);
  const waits = await ada.post("/api/waitlist", { ...full, from: "A", to: "D", fare: "flex", passengers: 1 });
  expect(waits.status).toBe(201);
  expect((await remove(ada)).status).toBe(204);
  expect(await service.sql.rows("SELECT 1 FROM waitlist_entries WHERE user_id = $1", [ada.id])).toEqual([]);
  const [row] = await service.sql.rows("SELECT expires_at <= now() AS over FROM holds WHERE id = $1", [
    hold.id,
  ]);
  expect(row).toEqual({ over: true });
});

test("of a purchase and a deletion at the same moment one wins: no booking is left without its owner", async () => {
  for (let round = 0; round < 4; round += 1) {
    const ada = await service.newClient();
    const hold = (await ada.hold(nextRun())).body;
    const [bought, deleted] = await Promise.all([ada.book(hold), remove(ada)]);
    const bookings = await service.sql.rows("SELECT 1 FROM bookings WHERE user_id = $1", [ada.id]);
    expect([bought.status === 201, deleted.status === 204]).toContain(false);
    expect(bookings).toHaveLength(deleted.status === 204 ? 0 : bought.status === 201 ? 1 : 0);
  }
});

test("the only operator cannot delete the account, one of two can", async () => {
  const [one, two] = [await service.newClient(), await service.newClient()];
  await one.become("operator");
  const refused = await remove(one);
  expect([refused.status, refused.body.code]).toEqual([409, "last-operator"]);
  await two.become("operator");
  const both = await Promise.all([remove(one), remove(two)]);
  expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
});
