import { expect, test } from "@jest/globals";
import { catalogue } from "@railbooker/events/catalogue";
import { type BusEvent, exampleEnvelope } from "@railbooker/events/envelope";
import { contextFields } from "@railbooker/runtime/work-context";
import { followingEvent } from "./following.js";

const eventOf = (name: "BookingCreated" | "UserRegistered", subject: string) =>
  ({ ...exampleEnvelope(name, catalogue[name].example as never), name, subject }) as BusEvent;

test("what follows from a booking's event is logged with its reference and the event's id", async () => {
  const event = eventOf("BookingCreated", "bookings/K7M2QX");
  const fields = await followingEvent(event, () => Promise.resolve(contextFields()));
  expect(fields).toEqual({ request_id: event.id, booking_id: "K7M2QX" });
});

test("an event of somebody names no booking", async () => {
  const event = eventOf("UserRegistered", "users/1");
  const fields = await followingEvent(event, () => Promise.resolve(contextFields()));
  expect(fields).toEqual({ request_id: event.id });
});
