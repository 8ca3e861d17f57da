import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { required } from "@railbooker/runtime/testing/postgres";
import { waitFor } from "@railbooker/runtime/testing/wait";
import pg from "pg";
import { type Product, startProduct } from "../support/product.js";
import { type Problem, Traveller } from "../support/traveller.js";

let product: Product;
let baseUrl: string;
const newTraveller = () => new Traveller(baseUrl).register();

beforeAll(async () => {
  expect(required("TEST_POSTGRES_URL")).toBeTruthy();
  product = await startProduct();
  baseUrl = product.bookings[0]?.url ?? "";
}, 180_000);

afterAll(async () => {
  await product?.stop();
}, 60_000);

async function query<T extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({
    connectionString: product.databaseUrl,
    options: "-c search_path=booking,public",
  });
  await client.connect();
  try {
    return (await client.query<T>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

describe("a purchase over the API", () => {
  test("hold, pay, and the ticket is there with its code, its seat taken, its mail sent", async () => {
    const ada = await newTraveller();
    const [journey] = await ada.search("münchen", "berlin", 2);
    if (journey === undefined) throw new Error("no train from München to Berlin tomorrow");
    const hold = await ada.hold(journey, { passengers: 2 });
    expect(hold.status).toBe(201);
    expect(hold.body.legs[0]?.seats).toHaveLength(2);
    expect(Date.parse(hold.body.expiresAt)).toBeGreaterThan(Date.now());

    const booking = await ada.book(hold.body);
    expect(booking).toMatchObject({
      status: 201,
      body: { status: "confirmed", price: hold.body.price, contact: { email: ada.email } },
    });
    expect(booking.body.tickets).toHaveLength(2);
    expect(await ada.call("GET", `/api/bookings/${booking.body.reference}`)).toMatchObject({
      status: 200,
      body: booking.body,
    });
    expect(await ada.call("GET", "/api/bookings")).toMatchObject({
      body: { items: [{ reference: booking.body.reference }] },
    });

    const leg = journey.legs[0];
    const seats = await ada.call<{ coaches: { seats: { id: string; state: string }[] }[] }>(
      "GET",
      `/api/trains/${leg?.runId}/seats?from=${leg?.from.id}&to=${leg?.to.id}`,
    );
    const states = new Map(
      seats.body.coaches.flatMap((coach) => coach.seats.map((seat) => [seat.id, seat.state])),
    );
    for (const ticket of booking.body.tickets) expect(states.get(ticket.seat.id)).toBe("taken");

    const mail = await waitFor(
      "the confirmation mail",
      () => product.inbox.messages(ada.email).find((m) => JSON.stringify(m).includes(booking.body.reference)),
      20_000,
    );
    expect(mail.attachments.filter((attachment) => attachment.mimeType === "image/png")).toHaveLength(2);
    const feed = await ada.call<{ items: { type: string; title: string }[] }>("GET", "/api/notifications");
    expect(feed.body.items.map((item) => item.title)).toContain("Booking confirmed");
  });

  test("the same key and body give the same booking, another body is refused, a double press is one booking", async () => {
    const ada = await newTraveller();
    const [journey] = await ada.search("hamburg", "frankfurt");
    if (journey === undefined) throw new Error("no train");
    const hold = (await ada.hold(journey)).body;
    const key = randomUUID();
    const answers = await Promise.all([
      ada.book(hold, { key }),
      ada.book(hold, { key }),
      ada.book(hold, { key }),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map((answer) => answer.body.reference)).size).toBe(1);
    expect(await ada.book(hold, { key, token: "tok_declined" })).toMatchObject({
      status: 422,
      body: { code: "idempotency-key-reused" },
    });
    expect(await ada.book(hold)).toMatchObject({ status: 409, body: { code: "hold-booked" } });
    const statuses = async () =>
      (await query<{ status: string }>("SELECT status FROM payments WHERE hold_id = $1", [hold.id])).map(
        (payment) => payment.status,
      );
    await waitFor("one payment to be captured and no other kept", async () => {
      const all = await statuses();
      return (
        all.filter((status) => status === "captured").length === 1 &&
        all.every((status) => status === "captured" || status === "voided")
      );
    });
  });

  test("a declined and an unanswered payment leave the hold, and the next card buys it", async () => {
    const ada = await newTraveller();
    const [journey] = await ada.search("paris est", "strasbourg");
    if (journey === undefined) throw new Error("no train");
    const hold = (await ada.hold(journey)).body;
    expect(await ada.book(hold, { token: "tok_declined" })).toMatchObject({
      status: 402,
      body: { code: "payment-declined" },
    });
    const unanswered = await ada.book(hold, { token: "tok_timeout" });
    expect(unanswered).toMatchObject({ status: 503, body: { code: "payment-unanswered" } });
    expect(unanswered.headers.get("retry-after")).toBeTruthy();
    expect((await ada.book(hold)).status).toBe(201);
    await waitFor("each payment to come to its end", async () => {
      const payments = await query<{ status: string }>(
        "SELECT status FROM payments WHERE hold_id = $1 ORDER BY created_at",
        [hold.id],
      );
      return payments.map((payment) => payment.status).join() === "declined,voided,captured";
    });
  });

  test("cancelled with its quote, the money comes back, the seat is on sale, the code is dead", async () => {
    const ada = await newTraveller();
    const booking = await ada.buy("wien", "budapest");
    const path = `/api/bookings/${booking.reference}`;
    const quote = await ada.call<{ id: string; refund: { amount: number } }>("GET", `${path}/refund-quote`);
    expect(quote).toMatchObject({ status: 200, body: { refund: booking.price, fee: { amount: 0 } } });
    expect(await ada.call("POST", `${path}/cancel`, { quote: quote.body.id })).toMatchObject({
      status: 200,
      body: { status: "cancelled" },
    });
    expect(await ada.call("POST", `${path}/cancel`, {})).toMatchObject({
      status: 422,
      body: { code: "not-cancellable" },
    });
    expect(
      await query("SELECT 1 FROM seat_claims WHERE ticket_id = $1", [booking.tickets[0]?.id]),
    ).toHaveLength(0);
    expect(await ada.call("GET", `${path}/tickets/${booking.tickets[0]?.id}.png`)).toMatchObject({
      status: 410,
    });
    await waitFor(
      "the cancellation mail",
      () => product.inbox.messages(ada.email).find((m) => /cancel/i.test(m.subject ?? "")),
      20_000,
    );
  });
});

describe("seats", () => {
  test("two buyers at the same instant for the last seat: one gets it, the other a 409 that names it", async () => {
    const [ada, bob] = await Promise.all([newTraveller(), newTraveller()]);
    const [journey] = await ada.search("zürich", "milano");
    if (journey === undefined) throw new Error("no train");
    const leg = journey.legs[0];
    const all = await ada.call<{ coaches: { serviceClass: string; seats: { id: string }[] }[] }>(
      "GET",
      `/api/trains/${leg?.runId}/seats?from=${leg?.from.id}&to=${leg?.to.id}`,
    );
    const seats = all.body.coaches
      .filter((coach) => coach.serviceClass === "second")
      .flatMap((coach) => coach.seats.map((seat) => seat.id));
    const last = seats.at(-1) ?? "";
    await query(
      `INSERT INTO seat_claims (run_id, seat_id, service_class, segments, ticket_id)
       SELECT $1, seat, 'second', int4range(0, 100), gen_random_uuid() FROM unnest($2::text[]) AS seat WHERE seat <> $3`,
      [leg?.runId, seats, last],
    );
    for (const wanted of [undefined, [last]]) {
      const answers = await Promise.all(
        [ada, bob].map((traveller) => traveller.hold(journey, wanted === undefined ? {} : { seats: wanted })),
      );
      expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
      const loser = answers.find((answer) => answer.status === 409)?.body;
      const winner = answers.find((answer) => answer.status === 201)?.body;
      expect(loser).toMatchObject({ code: "seats-taken", seats: [{ id: last }] });
      expect(winner?.legs[0]?.seats[0]?.id).toBe(last);
      for (const traveller of [ada, bob]) await traveller.call("DELETE", `/api/holds/${winner?.id}`);
    }
  });

  test("a seat sold A to B is sold again B to C", async () => {
    const [ada, bob] = await Promise.all([newTraveller(), newTraveller()]);
    const journeys = await ada.search("hamburg", "zürich");
    const journey = journeys.find((candidate) => (candidate.legs[0]?.calls.length ?? 0) > 2);
    const calls = journey?.legs[0]?.calls.map((call) => call.location.id) ?? [];
    if (journey === undefined || calls.length < 3) throw new Error("no train with three calls");
    const [a, b, c] = [calls[0] ?? "", calls[1] ?? "", calls.at(-1) ?? ""];
    expect(await ada.hold(journey, { seats: ["4-10"], from: a, to: b })).toMatchObject({ status: 201 });
    expect(await bob.hold(journey, { seats: ["4-10"], from: a, to: c })).toMatchObject({ status: 409 });
    expect(await bob.hold(journey, { seats: ["4-10"], from: b, to: c })).toMatchObject({ status: 201 });
  });

  test("a hold past its time is 410 to pay, and its seat goes to the next buyer at once", async () => {
    const [ada, bob] = await Promise.all([newTraveller(), newTraveller()]);
    const [journey] = await ada.search("amsterdam", "köln");
    if (journey === undefined) throw new Error("no train");
    const hold = (await ada.hold(journey, { seats: ["5-1"] })).body;
    await query("UPDATE holds SET expires_at = now() - interval '1 s' WHERE id = $1", [hold.id]);
    await query(
      "UPDATE seat_claims c SET expires_at = now() - interval '1 s' FROM hold_legs l WHERE l.id = c.hold_leg_id AND l.hold_id = $1",
      [hold.id],
    );
    expect(await bob.hold(journey, { seats: ["5-1"] })).toMatchObject({ status: 201 });
    expect(await ada.book(hold)).toMatchObject({ status: 410, body: { code: "hold-expired" } });
  });
});

describe("garbage is refused in words, and changes nothing", () => {
  test.each([
    ["malformed JSON", "POST", "/api/holds", '{"legs": [', 400, "malformed-json"],
    [
      "an unknown field",
      "POST",
      "/api/users",
      { email: "x@example.org", password: "long enough 1", name: "X", role: "operator" },
      400,
      "invalid-request",
    ],
    ["wrong types", "POST", "/api/holds", { legs: "all", passengers: "two" }, 400, "invalid-request"],
    [
      "a body of 2 MB",
      "POST",
      "/api/bookings",
      JSON.stringify({ holdId: "x".repeat(2_000_000) }),
      413,
      "too-large",
    ],
    [
      "no idempotency key",
      "POST",
      "/api/bookings",
      {
        holdId: randomUUID(),
        passengers: [{ name: "A", type: "adult" }],
        contact: { email: "a@example.org" },
        payment: { token: "tok_ok" },
      },
      400,
      "idempotency-key-required",
    ],
    [
      "an unknown run",
      "GET",
      "/api/trains/nothing.2026-01-01/seats?from=a&to=b",
      undefined,
      404,
      "no-such-run",
    ],
    ["an unknown path", "GET", "/api/nothing", undefined, 404, "no-such-path"],
    ["an unknown hold", "GET", `/api/holds/${randomUUID()}`, undefined, 404, "no-such-hold"],
  ] as const)("%s", async (_what, method, path, body, status, code) => {
    const ada = await newTraveller();
    const answer = await ada.call<Problem>(method, path, body);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(answer).toMatchObject({ status, body: { status, code } });
    expect(answer.body.requestId).toBe(answer.headers.get("x-request-id"));
    expect(answer.body.detail).not.toMatch(/SELECT|INSERT|at .*\.js|node_modules/);
  });

  test("someone else's booking is not there", async () => {
    const [ada, bob] = await Promise.all([newTraveller(), newTraveller()]);
    const booking = await ada.buy("praha", "wien");
    for (const [method, suffix] of [
      ["GET", ""],
      ["GET", "/refund-quote"],
      ["POST", "/cancel"],
      ["GET", `/tickets/${booking.tickets[0]?.id}.png`],
    ] as const) {
      expect(
        await bob.call(
          method,
          `/api/bookings/${booking.reference}${suffix}`,
          method === "POST" ? {} : undefined,
        ),
      ).toMatchObject({ status: 404, body: { code: "no-such-booking" } });
    }
  });

  test("a forged or missing token is a 401", async () => {
    const ada = await newTraveller();
    const [head, payload] = ada.accessToken.split(".");
    const forged = [
      `${head}.${payload}.${"A".repeat(43)}`,
      `${Buffer.from('{"alg":"none"}').toString("base64url")}.${payload}.`,
      "nonsense",
    ];
    for (const token of forged) {
      expect(
        await ada.call("GET", "/api/bookings", undefined, { authorization: `Bearer ${token}` }),
      ).toMatchObject({ status: 401, body: { code: "invalid-token" } });
    }
    expect(await new Traveller(baseUrl).call("GET", "/api/bookings")).toMatchObject({
      status: 401,
      body: { code: "not-signed-in" },
    });
  });

  test("the log has nothing but the intended answers: no error, no secret, no person", () => {
    const lines = product.bookings.flatMap((service) => service.logLines());
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter((line) => /"level":"(error|fatal)"/.test(line))).toEqual([]);
    expect(lines.filter((line) => /correct horse|example\.org|Bearer|tok_ok|Ada Example/.test(line))).toEqual(
      [],
    );
  });
});
