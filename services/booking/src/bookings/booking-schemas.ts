import { AppError } from "@railbooker/runtime/errors";
import Type from "typebox";

/** Parameters of a path below one booking. */
export const reference = Type.Object({ reference: Type.String({ minLength: 1, maxLength: 20 }) });

export const TicketIds = Type.Array(Type.String({ format: "uuid" }), { minItems: 1, maxItems: 54 });

/** The same in a query. */
export const TicketList = Type.String({
  maxLength: 2000,
  description: "ticket ids with commas between; all if left out",
});

/** @throws AppError 400 `idempotency-key-required`. */
export function idempotencyKey(header: string | undefined): string {
  if (header !== undefined && /^[\x21-\x7e]{1,256}$/.test(header)) return header;
  throw new AppError({
    kind: "bad-request",
    code: "idempotency-key-required",
    message:
      "Send an Idempotency-Key header of 1 to 256 visible characters, a new one for each booking, so that a repeat does not pay twice.",
  });
}
