import { newId } from "@railbooker/runtime/new-id";
import { compileSchema } from "@railbooker/runtime/schema";
import Type, { type Static } from "typebox";
import {
  catalogue,
  type EventData,
  type EventName,
  eventKindOf,
  eventNames,
  eventType,
} from "./catalogue.js";
import type { EventDefinition } from "./definition.js";
import { upcast } from "./upcast.js";

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
    id: newId(),
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

/** An event as it goes over the bus, always the same: for documents and tests. */
export const exampleEnvelope = <N extends EventName>(name: N, data: EventData<N>): EventEnvelope => ({
  ...createEnvelope(
    { name, aggregateId: "EXAMPLE", aggregateVersion: 1, data },
    new Date("2026-03-01T09:30:00Z"),
  ),
  id: "3f0b0c9e-54a1-4a55-9d3b-6f6f6c1f7a10",
});

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
  const { type } = envelope.value;
  const kind = eventKindOf(type);
  if (kind === undefined) return { kind: "unknown", type };
  const { name } = kind;
  const present = upcast(catalogue[name] as EventDefinition, kind.version, envelope.value.data);
  if (present === undefined) return { kind: "unknown", type };
  const data = checkData[name](present);
  if (!data.ok)
    return {
      kind: "invalid",
      reason: `${name}: ${data.errors.map((e) => `${e.pointer} ${e.detail}`).join(" ")}`,
    };
  return { kind: "event", event: { ...envelope.value, name, data: data.value } as BusEvent };
}
