import { expect, test } from "@jest/globals";
import type { Request, Response } from "express";
import { requestContext } from "./request-context.js";
import { startSpan, startTracing, traced } from "./tracing.js";
import { contextFields, currentContext, inContext, noteBooking } from "./work-context.js";

const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

test("without a receiver nothing is recorded, and work runs as it is", async () => {
  const stop = await startTracing("test", {});
  expect(startSpan("anything", { kind: "client" })).toBeUndefined();
  await expect(traced("anything", { kind: "client" }, async () => 7)).resolves.toBe(7);
  await stop();
});

test("a caller's trace is continued, and one that is none is replaced", () => {
  const arriving = (header?: string) => {
    const req = { get: (name: string) => (name === "traceparent" ? header : undefined) };
    let seen: string | undefined;
    requestContext(req as Request, { setHeader: () => undefined } as unknown as Response, () => {
      seen = currentContext()?.traceparent;
    });
    return seen ?? "";
  };
  expect(arriving(traceparent)).toBe(traceparent);
  const others = [
    undefined,
    "",
    "00-x",
    traceparent.toUpperCase(),
    `00-${"0".repeat(32)}-${"1".repeat(16)}-01`,
  ];
  for (const header of others) {
    expect(arriving(header)).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    expect(arriving(header)).not.toContain("0".repeat(16));
  }
  expect(arriving()).not.toBe(arriving());
});

test("a line is found by request, trace and booking", () => {
  expect(contextFields()).toEqual({});
  inContext({ requestId: "request-1", traceparent }, () => {
    noteBooking("K7M2QX");
    expect(contextFields()).toEqual({
      request_id: "request-1",
      trace_id: "0af7651916cd43dd8448eb211c80319c",
      span_id: "b7ad6b7169203331",
      booking_id: "K7M2QX",
    });
  });
});
