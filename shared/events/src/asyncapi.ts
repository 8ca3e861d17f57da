import { catalogue, type EventName, eventNames, eventType } from "./catalogue.js";
import { Envelope, exampleEnvelope } from "./envelope.js";
import { deadLetterKey, notificationGroup, streamKey } from "./keys.js";

/** The bus as an AsyncAPI 3 document, made from the catalogue. A message's payload stands for itself, without references. */
export function asyncApiDocument(): object {
  const messages = Object.fromEntries(eventNames.map((name) => [name, describe(name)]));
  const inChannel = Object.fromEntries(
    eventNames.map((name) => [name, { $ref: `#/components/messages/${name}` }]),
  );
  return {
    asyncapi: "3.0.0",
    info: {
      title: "RailBooker events",
      version: "1",
      description: `CloudEvents 1.0 as JSON in the field \`event\` of the Redis stream \`${streamKey}\`; dead letters in \`${deadLetterKey}\`.`,
    },
    defaultContentType: "application/json",
    channels: {
      events: {
        address: null,
        title: "The event stream",
        description: `The Redis stream \`${streamKey}\`, read by the group \`${notificationGroup}\`.`,
        messages: inChannel,
      },
    },
    operations: {
      publishEvents: { action: "send", channel: { $ref: "#/channels/events" }, title: "booking publishes" },
      handleEvents: {
        action: "receive",
        channel: { $ref: "#/channels/events" },
        title: "notification handles",
      },
    },
    components: { messages },
  };
}

function describe(name: EventName): object {
  const { meaning, data, example } = catalogue[name];
  const { properties, required, type } = Envelope;
  return {
    name: eventType(name),
    title: name,
    summary: meaning,
    contentType: "application/json",
    payload: { type, required, properties: { ...properties, type: { const: eventType(name) }, data } },
    examples: [{ name, payload: exampleEnvelope(name, example) }],
  };
}
