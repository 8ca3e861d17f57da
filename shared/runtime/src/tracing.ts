import { coerceError } from "./errors.js";
import type { Span, SpanOptions, Tracer } from "./tracer.js";
import { currentContext, inContext } from "./work-context.js";

/** One for the process, as the context of the work is one: a span belongs to whatever work is under way. */
let tracer: Tracer | undefined;

/**
 * Records traces and sends them over OTLP/HTTP where OTEL_EXPORTER_OTLP_ENDPOINT is set; else nothing is even loaded.
 * OpenTelemetry's other variables hold too: OTEL_EXPORTER_OTLP_HEADERS, OTEL_RESOURCE_ATTRIBUTES, OTEL_SDK_DISABLED,
 * OTEL_BSP_*, and OTEL_TRACES_SAMPLER_ARG, the share of traces that are recorded (1).
 * @returns stops recording and hands over what is left
 */
export async function startTracing(
  service: string,
  env: Record<string, string | undefined>,
): Promise<() => Promise<void>> {
  const endpoint = env["OTEL_EXPORTER_OTLP_ENDPOINT"] ?? env["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] ?? "";
  if (endpoint === "" || env["OTEL_SDK_DISABLED"] === "true") return () => Promise.resolve();
  const { createOtelTracer } = await import("./tracing-otel.js");
  const started = createOtelTracer(service, env);
  tracer = started;
  return async () => {
    tracer = undefined;
    await started.stop();
  };
}

/** @returns undefined while nothing is traced. */
export function startSpan(name: string, options: SpanOptions): Span | undefined {
  return tracer?.start(name, { parent: currentContext()?.traceparent, ...options });
}

/** Runs `work` as a span of its own, beneath the one under way. */
export async function traced<T>(name: string, options: SpanOptions, work: () => Promise<T>): Promise<T> {
  const span = startSpan(name, options);
  if (span === undefined) return work();
  const context = { requestId: "", ...currentContext(), traceparent: span.traceparent };
  try {
    const result = await inContext(context, work);
    span.end();
    return result;
  } catch (error) {
    span.end(coerceError(error));
    throw error;
  }
}
