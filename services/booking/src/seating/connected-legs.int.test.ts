import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type BookingService, startBookingService } from "../bookings/testing/booking-service.js";
import type { Client } from "../bookings/testing/client.js";
import { runOf } from "../bookings/testing/small-timetable.js";

let service: BookingService;
let ada: Client;
const early = runOf("early", 5);
const late = runOf("late", 5);

beforeAll(async () => {
  service = await startBookingService();
  ada = await service.newClient();
}, 60_000);
afterAll(() => service?.close());

const toC = { runId: early, from: "A", to: "C" };
const onToD = { runId: late, from: "C", to: "D" };
const refused = (detail: RegExp) => ({
  status: 422,
  body: {
    code: "no-connection",
    detail: expect.stringMatching(detail),
    errors: [{ pointer: "/legs/1", detail: expect.any(String) }],
  },
});

test("legs that follow each other are held; staying on board needs no time to change", async () => {
  expect(await ada.hold([toC, onToD])).toMatchObject({ status: 201 });
  expect(await ada.hold([toC, { ...toC, from: "C", to: "D" }])).toMatchObject({ status: 201 });
});

test("a leg that leaves before the one before it arrives is refused, with both times, and nothing is held", async () => {
  const { body: before } = await ada.get(`/api/trains/${early}/seats?from=A&to=D`);
  const answer = await ada.hold([
    { ...onToD, from: "A", to: "B" },
    { ...toC, from: "B", to: "C" },
  ]);
  expect(answer).toMatchObject(
    refused(/^ICE 2 reaches Bstadt at 16:00.*ICE 1, which leaves Bstadt at 11:00/),
  );
  expect((await ada.get(`/api/trains/${early}/seats?from=A&to=D`)).body).toEqual(before);
});

test("a leg from another station, with no way there, is refused", async () => {
  const answer = await ada.hold([{ ...toC, to: "B" }, onToD]);
  expect(answer).toMatchObject(refused(/no change from ICE 1 at Bstadt to ICE 2 at Cstadt/));
});

test("the time to change is counted from when the trains run now", async () => {
  const operator = await (await service.newClient()).become("operator");
  const delay = (minutes: number) =>
    operator.post(`/api/operator/trains/${early}/delay`, { minutes, reason: "Signal fault" });
  expect((await delay(295)).status).toBe(200);
  expect(await ada.hold([toC, onToD])).toMatchObject({ status: 201 });
  expect((await delay(296)).status).toBe(200);
  expect(await ada.hold([toC, onToD])).toMatchObject(refused(/reaches Cstadt at 16:56/));
});

test("a leg that is sold out is named", async () => {
  const full = { ...onToD, serviceClass: "first" };
  expect((await (await service.newClient()).hold({ ...full, from: "C" }, 2)).status).toBe(201);
  expect(await ada.hold([{ ...toC, runId: runOf("early", 4) }, full], 2)).toMatchObject({
    status: 409,
    body: {
      code: "seats-taken",
      errors: expect.arrayContaining([expect.objectContaining({ pointer: "/legs/1" })]),
    },
  });
  const second = { runId: runOf("late", 4), from: "C", to: "D" };
  expect(await ada.hold(second, 9)).toMatchObject({
    status: 409,
    body: { errors: [{ pointer: "/legs/0", detail: "only 8 are left in second class" }] },
  });
});
