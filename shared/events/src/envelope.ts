import { randomUUID } from "node:crypto";
import { compileSchema } from "@railbooker/runtime/schema";
import Type, { type Static } from "typebox";
import {
  catalogue,
  type EventData,
  type EventName,
  eventNameOf,
  eventNames,
  eventType,
} from "./catalogue.js";

/** CloudEvents 1.0 with the extensions `traceparent` and `aggregateversion`; consumers ignore what they do not know. */
export const Envelope = Type.Object({
  specversion: Type.Literal("1.0"),
  id: Type.String({ minLength: 1 }),
  source: Type.String(),
  type: Type.String(),
  subject: Type.String(),
  time: Type.String({ format: "date-time" }),
  datacontenttype: Type.Literal("application/json"),
  dataschema: Type.String(),
  traceparent: Type.Optional(Type.String()),
  aggregateversion: Type.Integer({ minimum: 1, description: "gap-free per subject" }),
  data: Type.Unknown(),
});
export type EventEnvelope = Static<typeof Envelope>;

/** An event of a known kind, its name beside it and its data checked. */
export type BusEvent<N extends EventName = EventName> = {
  [K in N]: Omit<EventEnvelope, "data"> & { name: K; data: EventData<K> };
}[N];

export interface NewEvent<N extends EventName> {
  name: N;
  /** Id of the aggregate, such as a booking's reference. */
  aggregateId: string;
  aggregateVersion: number;
  data: EventData<N>;
  traceparent?: string;
}

const checkEnvelope = compileSchema(Envelope);
const checkData = Object.fromEntries(
  eventNames.map((name) => [name, compileSchema(catalogue[name].data)]),
) as Record<EventName, ReturnType<typeof compileSchema>>;

/** @throws Error when the data is not what the catalogue says: a producer must never publish what consumers refuse. */
export function createEnvelope<N extends EventName>(event: NewEvent<N>, now: Date): EventEnvelope {
  const checked = checkData[event.name](event.data);
  if (!checked.ok)
    throw new Error(
      `${event.name} is not as its schema says: ${checked.errors.map((e) => `${e.pointer} ${e.detail}`).join(" ")}`,
    );
  const definition = catalogue[event.name];
  return {
    specversion: "1.0",
    id: randomUUID(),
    source: "/booking",
    type: eventType(event.name),
    subject: `${definition.aggregate}/${event.aggregateId}`,
    time: now.toISOString(),
    datacontenttype: "application/json",
    dataschema: `/events/${event.name}/v${definition.version}`,
    ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
    aggregateversion: event.aggregateVersion,
    data: event.data,
  };
}

export type Parsed =
  | { kind: "event"; event: BusEvent }
  | { kind: "unknown"; type: string }
  | { kind: "invalid"; reason: string };

/** Reads what stands in the stream. Unknown kinds are no fault (a newer producer); invalid ones are poison. */
export function parseEvent(json: string | undefined): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(json ?? "");
  } catch {
    return { kind: "invalid", reason: "the field `event` is not JSON" };
  }
  const envelope = checkEnvelope(value);
  if (!envelope.ok) return { kind: "invalid", reason: envelope.errors.map((e) => e.detail).join(" ") };
  const name = eventNameOf(envelope.value.type);
  if (name === undefined) return { kind: "unknown", type: envelope.value.type };
  const data = checkData[name](envelope.value.data);
  if (!data.ok)
    return {
      kind: "invalid",
      reason: `${name}: ${data.errors.map((e) => `${e.pointer} ${e.detail}`).join(" ")}`,
    };
  return { kind: "event", event: { ...envelope.value, name, data: data.value } as BusEvent };
}
