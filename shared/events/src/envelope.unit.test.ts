import { describe, expect, test } from "@jest/globals";
import {
  catalogue,
  type EventData,
  type EventName,
  eventKindOf,
  eventNames,
  eventType,
} from "./catalogue.js";
import { createEnvelope, parseEvent } from "./envelope.js";

const now = new Date("2026-03-01T09:30:00Z");

function envelopeOf<N extends EventName>(name: N) {
  const data = catalogue[name].example as EventData<N>;
  return createEnvelope({ name, aggregateId: "a1", aggregateVersion: 1, data }, now);
}

describe.each(eventNames)("%s", (name) => {
  test("its example goes out and comes back", () => {
    const envelope = envelopeOf(name);
    const parsed = parseEvent(JSON.stringify(envelope));
    expect(parsed).toEqual({ kind: "event", event: { ...envelope, name } });
  });

  test("fields of a newer producer are no fault", () => {
    const envelope = envelopeOf(name);
    const newer = {
      ...envelope,
      tracestate: "x=1",
      data: { ...(envelope.data as object), addedLater: true },
    };
    expect(parseEvent(JSON.stringify(newer)).kind).toBe("event");
  });

  test("its type is found by name", () => {
    expect(eventType(name)).toBe(`com.railbooker.${name}.v1`);
    expect(eventKindOf(eventType(name))).toEqual({ name, version: catalogue[name].version });
  });
});

test("an envelope is a CloudEvent about its aggregate", () => {
  const trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  const data = catalogue.BookingCreated.example;
  const envelope = createEnvelope(
    { name: "BookingCreated", aggregateId: "K7M2QX", aggregateVersion: 3, data, traceparent: trace },
    now,
  );
  expect(envelope).toMatchObject({
    specversion: "1.0",
    type: "com.railbooker.BookingCreated.v1",
    subject: "bookings/K7M2QX",
    time: "2026-03-01T09:30:00.000Z",
    traceparent: trace,
    aggregateversion: 3,
  });
});

test("a producer cannot publish what consumers would refuse", () => {
  const data = { ...catalogue.TrainDelayed.example, delayMinutes: -1 };
  expect(() =>
    createEnvelope({ name: "TrainDelayed", aggregateId: "r", aggregateVersion: 1, data }, now),
  ).toThrow(/TrainDelayed is not as its schema says: \/delayMinutes/);
});

test("what is no event is told apart from what is not known yet", () => {
  const good = envelopeOf("HoldExpired");
  expect(parseEvent(undefined).kind).toBe("invalid");
  expect(parseEvent("{").kind).toBe("invalid");
  expect(parseEvent("null").kind).toBe("invalid");
  expect(parseEvent(JSON.stringify({ ...good, id: undefined })).kind).toBe("invalid");
  expect(parseEvent(JSON.stringify({ ...good, data: {} }))).toMatchObject({ kind: "invalid" });
  expect(parseEvent(JSON.stringify({ ...good, type: "com.railbooker.HoldExpired.v2" }))).toEqual({
    kind: "unknown",
    type: "com.railbooker.HoldExpired.v2",
  });
});

test("the reason given for an invalid event holds none of its text", () => {
  const event = { ...envelopeOf("UserRegistered"), data: { email: ["secret@example.org"] } };
  expect(JSON.stringify(parseEvent(JSON.stringify(event)))).not.toContain("secret@");
});
