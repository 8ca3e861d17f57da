import {
  type Context,
  type Span as OtelSpan,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, TraceIdRatioBasedSampler, TracerProvider } from "@opentelemetry/sdk-trace";
import type { Span, SpanOptions, Tracer } from "./tracer.js";
import { within } from "./within.js";

const kinds: Record<SpanOptions["kind"], SpanKind> = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};

const stopWithinMs = 3000;

/** The only file that loads OpenTelemetry; startTracing imports it when there is somewhere to send traces. */
export function createOtelTracer(service: string, env: Record<string, string | undefined>): Tracer {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": service, "service.namespace": "railbooker" }).merge(
      detectResources({ detectors: [envDetector] }),
    ),
    // By the trace's id alone: every service decides alike, and no caller can have itself recorded.
    sampler: new TraceIdRatioBasedSampler(Number(env["OTEL_TRACES_SAMPLER_ARG"] ?? "1")),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  });
  const tracer = provider.getTracer("railbooker");
  return {
    start: (name, { kind, parent, attributes }) =>
      toSpan(
        tracer.startSpan(
          name,
          { kind: kinds[kind], ...(attributes === undefined ? {} : { attributes }) },
          contextOf(parent),
        ),
      ),
    stop: () => within(stopWithinMs, provider.shutdown()),
  };
}

function contextOf(traceparent: string | undefined): Context {
  const [, traceId, spanId, flags] = traceparent?.split("-") ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return ROOT_CONTEXT;
  const traceFlags = Number.parseInt(flags, 16);
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

function toSpan(span: OtelSpan): Span {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    traceparent: `00-${traceId}-${spanId}-${traceFlags === TraceFlags.SAMPLED ? "01" : "00"}`,
    rename: (name) => span.updateName(name),
    set: (attributes) => span.setAttributes(attributes),
    end: (error) => {
      if (error !== undefined) {
        const { code } = error as { code?: unknown };
        span.setAttribute("error.type", typeof code === "string" ? code : error.name);
        span.setStatus({ code: SpanStatusCode.ERROR });
      }
      span.end();
    },
  };
}
