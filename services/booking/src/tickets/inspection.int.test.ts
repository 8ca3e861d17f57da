import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createCanvas } from "@napi-rs/canvas";
import type { Booking } from "@railbooker/events/booking-shape";
import jsQRModule from "jsqr";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { PNG } from "pngjs";
import {
  type BookingService,
  newTicketKey,
  startBookingService,
} from "../bookings/testing/booking-service.js";
import type { Client } from "../bookings/testing/client.js";
import { runOf } from "../bookings/testing/small-timetable.js";
import { createTicketSigner, readTicketCode } from "./ticket-code.js";

// The package is CommonJS and its types say it is not.
const jsQR = jsQRModule as unknown as typeof jsQRModule.default;

let service: BookingService;
let ada: Client;
let ines: Client;
let ivo: Client;
/** Leaves in some minutes by the service's clock. */
const run = runOf("early", 1);

beforeAll(async () => {
  service = await startBookingService();
  service.pass(Date.parse(`${run.slice(-10)}T09:30:00Z`) - Date.now());
  ada = await service.newClient();
  ines = await (await service.newClient()).become("inspector");
  ivo = await (await service.newClient()).become("inspector");
}, 60_000);
afterAll(() => service.close());

const codeOf = (booking: Booking) => booking.tickets[0]?.code ?? "";
const inspect = (by: Client, code: string, runId?: string) =>
  by.post("/api/tickets/inspect", { code, ...(runId === undefined ? {} : { runId }) });

describe("what an inspector is told", () => {
  test("a good ticket, with whose it is; read again it has been used, when and by whom", async () => {
    const booking = await ada.buy({ runId: run });
    const first = await inspect(ines, codeOf(booking), run);
    expect(first).toMatchObject({
      status: 200,
      body: {
        valid: true,
        ticket: {
          reference: booking.reference,
          passenger: "Passenger 1",
          seat: { coach: "2" },
          serviceClass: "second",
        },
      },
    });
    expect(first.body.used).toBeUndefined();
    const again = await inspect(ivo, codeOf(booking), run);
    expect(again.body).toMatchObject({ valid: false, reason: "already-used", used: { by: "Ada Example" } });
    expect(Math.abs(Date.parse(again.body.used.at) - service.now().getTime())).toBeLessThan(10_000);
  });

  test("of twenty readings at the same instant one is the first", async () => {
    const code = codeOf(await ada.buy({ runId: run }));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => inspect(i % 2 === 0 ? ines : ivo, code, run)),
    );
    expect(answers.filter(({ body }) => body.valid)).toHaveLength(1);
    expect(answers.every(({ status }) => status === 200)).toBe(true);
  });

  test("another train, the same train on another day, another hour", async () => {
    const today = codeOf(await ada.buy({ runId: run }));
    expect((await inspect(ines, today, runOf("late", 1))).body).toMatchObject({ reason: "wrong-run" });
    expect((await inspect(ines, today, runOf("early", 2))).body).toMatchObject({ reason: "wrong-date" });
    const later = codeOf(await ada.buy({ runId: runOf("early", 4) }));
    expect((await inspect(ines, later)).body).toMatchObject({ valid: false, reason: "wrong-date" });
    expect((await inspect(ines, today, run)).body.valid).toBe(true);
  });

  test("cancelled: revoked, and on the list for readers without a connection", async () => {
    const booking = await ada.buy({ runId: run });
    await ada.post(`/api/bookings/${booking.reference}/cancel`);
    expect((await inspect(ines, codeOf(booking), run)).body).toMatchObject({
      valid: false,
      reason: "revoked",
    });
    const list = await ada.get("/.well-known/railbooker-revoked-tickets.json");
    expect(list.headers.get("cache-control")).toContain("public");
    expect(list.body.items).toContainEqual({
      id: booking.tickets[0]?.id,
      sequence: 1,
      validUntil: nextMorning(),
    });
  });

  test("what was used is neither given back nor exchanged, unless its train is cancelled then", async () => {
    const booking = await ada.buy({ runId: run, serviceClass: "first" }, 2);
    const [first, second] = booking.tickets;
    expect((await inspect(ines, codeOf(booking), run)).body.valid).toBe(true);
    const path = `/api/bookings/${booking.reference}`;
    const used = { status: 422, body: { code: "not-cancellable", detail: expect.stringContaining("used") } };
    expect(await ada.get(`${path}/refund-quote`)).toMatchObject(used);
    expect(await ada.post(`${path}/cancel`, { tickets: [first?.id] })).toMatchObject(used);
    expect(await ada.get(`${path}/exchange-quote`)).toMatchObject({
      status: 422,
      body: { code: "not-exchangeable" },
    });
    expect(await ada.post(`${path}/cancel`, { tickets: [second?.id] })).toMatchObject({ status: 200 });

    const late = await ada.buy({ runId: runOf("late", 1) });
    service.pass(4 * 3_600_000);
    expect((await inspect(ines, codeOf(late))).body.valid).toBe(true);
    const operator = await (await service.newClient()).become("operator");
    const reason = { reason: "A tree on the line" };
    await operator.post(`/api/operator/trains/${runOf("late", 1)}/cancel`, reason);
    expect(await (await ada.signIn()).post(`/api/bookings/${late.reference}/cancel`)).toMatchObject({
      status: 200,
    });
    service.pass(-4 * 3_600_000);
    await ada.signIn();
  });

  test("forged, another operator's, garbage", async () => {
    const booking = await ada.buy({ runId: run });
    const forger = createTicketSigner(newTicketKey());
    const [ticket] = booking.tickets;
    if (ticket === undefined) throw new Error("no ticket");
    expect((await inspect(ines, forger.sign(booking, ticket), run)).body).toEqual({
      valid: false,
      reason: "forged",
    });
    const theirs = createTicketSigner(newTicketKey(), { issuer: "XY" }).sign(booking, ticket);
    expect((await inspect(ines, theirs)).body).toEqual({ valid: false, reason: "other-operator" });
    const stolen = createTicketSigner(service.config.TICKET_SIGNING_KEY);
    const invented = stolen.sign(booking, { ...ticket, id: "6a0e9a52-6f0f-4b0c-9a55-0d6a3c1f2e11" });
    expect((await inspect(ines, invented, run)).body).toEqual({ valid: false, reason: "forged" });
    for (const garbage of ["x", "RB1.a.b", "💥"])
      expect((await inspect(ines, garbage)).body).toEqual({ valid: false, reason: "forged" });
  });

  test("only inspectors may ask", async () => {
    expect(await inspect(ada, "RB1.a.b")).toMatchObject({ status: 403, body: { code: "not-allowed" } });
  });

  test("each reading of a ticket is an event, in order", async () => {
    const booking = await ada.buy({ runId: run });
    await inspect(ines, codeOf(booking), run);
    await inspect(ivo, codeOf(booking), run);
    const events = await service.sql.rows<{ version: number; data: unknown }>(
      "SELECT version, envelope->'data' AS data FROM outbox WHERE subject = $1 ORDER BY id",
      [`tickets/${booking.tickets[0]?.id}`],
    );
    expect(events).toEqual([
      { version: 1, data: { ticketId: booking.tickets[0]?.id, inspectorId: ines.id, valid: true } },
      {
        version: 2,
        data: { ticketId: booking.tickets[0]?.id, inspectorId: ivo.id, valid: false, reason: "already-used" },
      },
    ]);
  });
});

describe("readings without a connection", () => {
  const minutesAgo = (minutes: number) => new Date(service.now().getTime() - minutes * 60_000).toISOString();
  const handIn = async (by: Client, items: unknown[]) =>
    (await by.post("/api/tickets/inspections", { items })).body.items;

  test("are merged once, however often they are handed in; the earliest valid one is the use", async () => {
    const code = codeOf(await ada.buy({ runId: run }));
    const items = [
      { code, runId: run, inspectedAt: minutesAgo(5), device: "tablet 7" },
      { code, runId: run, inspectedAt: minutesAgo(20), device: "tablet 7" },
      { code: "RB1.a.b", inspectedAt: minutesAgo(5), device: "tablet 7" },
    ];
    const merged = [
      { status: "recorded", valid: false, reason: "already-used" },
      { status: "recorded", valid: true },
      { status: "unknown", valid: false, reason: "forged" },
    ];
    expect(await handIn(ines, items)).toMatchObject(merged);
    const again = await handIn(ines, items);
    expect(again.map((item: { status: string }) => item.status)).toEqual(["repeated", "repeated", "unknown"]);
    expect(again[1].valid).toBe(true);
    expect(await handIn(ivo, [{ code, runId: run, inspectedAt: minutesAgo(1), device: "b" }])).toMatchObject([
      { status: "recorded", valid: false, reason: "already-used", used: { at: items[1]?.inspectedAt } },
    ]);
  });

  test("one made before the use on record takes its place", async () => {
    const code = codeOf(await ada.buy({ runId: run }));
    expect((await inspect(ines, code, run)).body.valid).toBe(true);
    const earlier = minutesAgo(10);
    expect(await handIn(ivo, [{ code, runId: run, inspectedAt: earlier, device: "b" }])).toMatchObject([
      { valid: true },
    ]);
    expect((await inspect(ines, code, run)).body).toMatchObject({
      reason: "already-used",
      used: { at: earlier },
    });
  });
});

describe("the ticket itself", () => {
  let booking: Booking;
  let path: string;
  beforeAll(async () => {
    booking = await ada.buy({ runId: run, from: "A", to: "C" });
    path = `/api/bookings/${booking.reference}/tickets/${booking.tickets[0]?.id}`;
  });

  test("its picture holds its code, which the published key proves", async () => {
    const picture = await ada.get(`${path}.png`);
    expect(picture.headers.get("content-type")).toBe("image/png");
    const { data, width, height } = PNG.sync.read(picture.body);
    const code = jsQR(new Uint8ClampedArray(data), width, height)?.data ?? "";
    expect(code).toBe(codeOf(booking));
    const { keys } = (await ada.get("/.well-known/railbooker-ticket-keys.json")).body;
    expect(readTicketCode(code, "RB", keys)).toMatchObject({
      kind: "genuine",
      claims: { reference: booking.reference, runId: run, from: "A", to: "C" },
    });
  });

  test("its page is one page, is drawn with the code, and says the ride in words", async () => {
    const answer = await ada.get(`${path}.pdf`);
    expect(answer.headers.get("content-type")).toBe("application/pdf");
    const loading = getDocument({ data: new Uint8Array(answer.body), verbosity: 0 });
    const document = await loading.promise;
    expect(document.numPages).toBe(1);
    const page = await document.getPage(1);
    const viewport = page.getViewport({ scale: 2 });
    const canvas = createCanvas(viewport.width, viewport.height);
    const context = canvas.getContext("2d");
    await page.render({ canvas: canvas as never, canvasContext: context as never, viewport }).promise;
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    expect(jsQR(new Uint8ClampedArray(data), canvas.width, canvas.height)?.data).toBe(codeOf(booking));
    const text = (await page.getTextContent()).items.map((item) => ("str" in item ? item.str : "")).join(" ");
    for (const word of ["Astadt", "Cstadt", "ICE 1", "10:00", "12:00", booking.reference, "Passenger 1"])
      expect(text).toContain(word);
    await loading.destroy();
  }, 30_000);

  test("a cancelled one has neither", async () => {
    await ada.post(`/api/bookings/${booking.reference}/cancel`);
    for (const format of ["png", "pdf"])
      expect(await ada.get(`${path}.${format}`)).toMatchObject({
        status: 410,
        body: { code: "ticket-cancelled" },
      });
  });
});

/** Twelve hours after the train's arrival at 13:00. */
function nextMorning(): string {
  return new Date(Date.parse(`${run.slice(-10)}T13:00:00Z`) + 12 * 3_600_000).toISOString();
}
