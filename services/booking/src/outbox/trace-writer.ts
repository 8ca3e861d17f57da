import type { StreamWriter } from "@railbooker/events/stream-writer";
import type { Span } from "@railbooker/runtime/tracer";
import { startSpan } from "@railbooker/runtime/tracing";

/** A writer that records the publishing of each event in the trace of what made it. */
export function traceWriter(writer: StreamWriter): StreamWriter {
  return {
    ...writer,
    publish: async (mark, entries) => {
      const spans = entries.map(({ id, event }) => startSend(writer.stream, id, event));
      const end = (error?: Error) => {
        for (const span of spans) span?.end(error);
      };
      try {
        const published = await writer.publish(mark, entries);
        end(published.state === "published" ? undefined : new Error(published.state));
        return published;
      } catch (error) {
        end(error as Error);
        throw error;
      }
    },
  };
}

const traceparent = /"traceparent":\s*"([0-9a-f-]{55})"/;

function startSend(stream: string, id: string, event: string): Span | undefined {
  return startSpan("send railbooker.events", {
    kind: "producer",
    parent: traceparent.exec(event)?.[1],
    attributes: {
      "messaging.system": "redis",
      "messaging.operation.type": "send",
      "messaging.destination.name": "railbooker.events",
      "messaging.destination.partition.id": stream,
      "messaging.message.id": id,
    },
  });
}
