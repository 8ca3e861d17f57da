import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { waitFor } from "@railbooker/runtime/testing/wait";
import { type Product, startProduct } from "../support/product.js";
import { type Hold, Traveller } from "../support/traveller.js";
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from "./otlp-receiver.js";

let receiver: OtlpReceiver;
let product: Product;

beforeAll(async () => {
  receiver = await startOtlpReceiver();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_BSP_SCHEDULE_DELAY: "200" };
  product = await startProduct({ env });
}, 180_000);

afterAll(async () => {
  await product?.stop();
  await receiver?.stop();
}, 60_000);

/** Pays a hold as a page does whose click began a trace. @returns the booking's reference and the trace's id */
async function bookInTrace(ada: Traveller, hold: Hold, name: string): Promise<[string, string]> {
  const traceId = randomBytes(16).toString("hex");
  const booked = await ada.call<{ reference: string }>(
    "POST",
    "/api/bookings",
    {
      holdId: hold.id,
      passengers: [{ name, type: "adult" }],
      contact: { email: ada.email },
      payment: { token: "tok_ok" },
    },
    { "idempotency-key": traceId, traceparent: `00-${traceId}-${randomBytes(8).toString("hex")}-00` },
  );
  expect(booked.status).toBe(201);
  return [booked.body.reference, traceId];
}

const wayOfAMail = [
  "booking POST /api/bookings ▶ booking send railbooker.events",
  "booking POST /api/bookings ▶ notification process railbooker.events",
  "notification process railbooker.events ▶ notification process email",
  "notification process email ▶ notification POST /send",
  "notification POST /send ▶ email POST /send",
  "email POST /send ▶ email smtp send",
];

/** Every way from a span to one beneath it, as "service span ▶ service span". */
function edges(spans: readonly ReceivedSpan[]): string[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const label = ({ service, name }: ReceivedSpan) => `${service} ${name}`;
  return spans.flatMap((span) => {
    const parent = byId.get(span.parentSpanId);
    return parent === undefined ? [] : [`${label(parent)} ▶ ${label(span)}`];
  });
}

function rootsOf(spans: readonly ReceivedSpan[]): string[] {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const roots = spans.filter(({ parentSpanId }) => !ids.has(parentSpanId));
  return roots.map(({ service, name }) => `${service} ${name}`);
}

const inTrace = (traceId: string) => receiver.spans().filter((span) => span.traceId === traceId);

async function bookAndFollow(name: string, mailTrouble: () => Promise<void> = async () => undefined) {
  const url = product.bookings[0]?.url ?? "";
  const ada = await new Traveller(url).register(name);
  const [journey] = await ada.search("münchen", "berlin");
  if (journey === undefined) throw new Error("no train from München to Berlin tomorrow");
  const hold = await ada.hold(journey);
  const [reference, traceId] = await bookInTrace(ada, hold.body, name);
  await mailTrouble();
  await waitFor(
    "the confirmation mail",
    () => product.inbox.messages(ada.email).some((mail) => JSON.stringify(mail).includes(reference)),
    60_000,
  );
  // Services send what they recorded in their own time; what never comes is named by the tests.
  const whole = () => wayOfAMail.every((edge) => edges(inTrace(traceId)).includes(edge));
  await waitFor("the whole trace", whole, 20_000).catch(() => undefined);
  return { ada, reference, traceId, spans: inTrace(traceId) };
}

test("one trace leads from the click to the mail server, without a gap", async () => {
  const { traceId, spans } = await bookAndFollow("Ada Example");
  expect(edges(spans)).toEqual(expect.arrayContaining(wayOfAMail));
  // A span may come before the one above it, which ends later.
  const alone = () => rootsOf(inTrace(traceId)).length === 1;
  await waitFor("what is above each span", alone, 20_000).catch(() => undefined);
  expect(rootsOf(inTrace(traceId))).toEqual(["booking POST /api/bookings"]);
}, 120_000);

test("what is tried again stays in its trace, each attempt a span of its own", async () => {
  product.inbox.setChaos([{ stage: "content", effect: "refuse" }]);
  const { traceId, spans } = await bookAndFollow("Ada Example", async () => {
    await waitFor(
      "a failed attempt",
      () => receiver.spans().some(({ name, status }) => name === "smtp send" && status === 2),
      30_000,
    );
    product.inbox.setChaos([]);
  });
  expect(edges(spans)).toEqual(expect.arrayContaining(wayOfAMail));
  const attempts = await waitFor("both attempts", () => {
    const found = inTrace(traceId).filter(({ name }) => name === "process email");
    return found.length > 1 ? found : undefined;
  });
  expect(attempts.map(({ status }) => status)).toContain(2);
}, 120_000);

test("logs are found by trace and booking, and neither they nor traces say who it was", async () => {
  const canary = `Canary${randomBytes(6).toString("hex")}`;
  const { ada, reference, traceId } = await bookAndFollow(canary);
  await ada.call("POST", "/api/users/login", { email: ada.email, password: `wrong-${canary}` });
  await ada.call("GET", `/api/locations?q=${canary}`);
  const services = {
    booking: product.bookings,
    notification: [product.notification],
    email: [product.email],
  };
  for (const [name, processes] of Object.entries(services)) {
    const lines = processes.flatMap((process) => process.logLines());
    const ours = lines.filter((line) => line.includes(traceId));
    if (name !== "notification") {
      expect([name, ours.some((line) => line.includes(`"booking_id":"${reference}"`))]).toEqual([name, true]);
      expect(ours.every((line) => line.includes('"request_id":'))).toBe(true);
    }
    for (const secret of [canary, ada.email, ada.password, ada.accessToken])
      expect([name, lines.filter((line) => line.includes(secret))]).toEqual([name, []]);
  }
  for (const secret of [canary, ada.email, ada.password, ada.accessToken])
    expect(receiver.text()).not.toContain(secret);
}, 120_000);
