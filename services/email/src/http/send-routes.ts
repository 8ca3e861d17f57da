import { randomUUID } from "node:crypto";
import { AppError } from "@railbooker/runtime/errors";
import { type Route, route } from "@railbooker/runtime/routes";
import { compileSchema, parseOrThrow } from "@railbooker/runtime/schema";
import { noteBooking } from "@railbooker/runtime/work-context";
import type { Request } from "express";
import Type, { type Static } from "typebox";
import { sendBatch } from "../sending/send-batch.js";
import type { SendMail } from "../sending/send-mail.js";

const mailFields = {
  to: Type.Unknown({ description: "one address as text, or {email, name?}" }),
  template: Type.String({ minLength: 1, maxLength: 100 }),
  data: Type.Object({}, { description: "what the template takes" }),
  locale: Type.Optional(Type.String({ pattern: "^[a-z]{2}(-[A-Z]{2})?$" })),
};
const closed = { additionalProperties: false };
const keyText = Type.String({ minLength: 1, maxLength: 256, pattern: "^[\\x21-\\x7e]+$" });

const Mail = Type.Object(mailFields, closed);
const BatchMail = Type.Object({ ...mailFields, idempotencyKey: Type.Optional(keyText) }, closed);
export type BatchMail = Static<typeof BatchMail>;
const Batch = Type.Object({ messages: Type.Array(Type.Unknown(), { minItems: 1, maxItems: 100 }) }, closed);

const Sent = Type.Object({ id: Type.String(), status: Type.Literal("sent"), messageId: Type.String() });
const BatchResults = Type.Object({
  summary: Type.Object({ total: Type.Integer(), sent: Type.Integer(), failed: Type.Integer() }),
  results: Type.Array(
    Type.Object({
      index: Type.Integer(),
      status: Type.String(),
      id: Type.Optional(Type.String()),
      error: Type.Optional(Type.Unknown()),
    }),
  ),
});

/** Shorter than the handler's 25 s, nginx's 30 s and the caller's 35 s, so that each learns the outcome from within. */
const deadlineMs = 20_000;

export function sendRoutes(sendMail: SendMail): Route[] {
  const checkKey = compileSchema(keyText, "text");
  const checkMail = compileSchema(BatchMail);
  const keyOf = (req: Request) => {
    const result = checkKey(req.get("idempotency-key") ?? "");
    if (!result.ok) throw keyProblem();
    return result.value;
  };
  return [
    route(
      {
        method: "post",
        path: "/send",
        summary: "Sends one mail, at most once per Idempotency-Key.",
        tag: "sending",
        access: "service",
        body: Mail,
        responses: { 200: Sent },
      },
      async ({ req, body }) => {
        noteBookingOf(body.data);
        const { response, replayed } = await sendMail(keyOf(req), body, AbortSignal.timeout(deadlineMs));
        return { status: 200, body: response, headers: replayed ? { "Idempotency-Replayed": "true" } : {} };
      },
    ),
    route(
      {
        method: "post",
        path: "/send-batch",
        summary: "Sends up to 100 mails, each with a result of its own, in order.",
        tag: "sending",
        access: "service",
        body: Batch,
        responses: { 200: BatchResults, 207: BatchResults },
      },
      async ({ req, body }) => {
        const batchKey = req.get("idempotency-key") === undefined ? undefined : keyOf(req);
        const signal = AbortSignal.timeout(deadlineMs);
        const answer = await sendBatch(body.messages, async (message, index) => {
          const { idempotencyKey, ...mail } = parseOrThrow(checkMail, message, `message ${index}`);
          const derived = batchKey === undefined ? randomUUID() : `${batchKey}#${index}`;
          return sendMail(idempotencyKey ?? derived, mail, signal);
        });
        return { status: answer.summary.failed === 0 ? 200 : 207, body: answer };
      },
    ),
  ];
}

/** Every template that is about a booking has it in `data.booking`. */
function noteBookingOf(data: object): void {
  const { reference } = ("booking" in data ? (data.booking ?? {}) : {}) as { reference?: unknown };
  if (typeof reference === "string") noteBooking(reference);
}

function keyProblem(): AppError {
  const detail = "The header Idempotency-Key is missing or not 1 to 256 visible ASCII characters.";
  return new AppError({
    kind: "bad-request",
    code: "idempotency-key-required",
    message: `${detail} Name each mail by a key that stays the same when it is asked for again.`,
    extra: { retryable: false, outcome: "not_sent" },
  });
}
