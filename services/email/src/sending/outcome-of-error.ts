import { AppError, coerceError, type ErrorKind } from "@railbooker/runtime/errors";
import { foreseen } from "@railbooker/runtime/problem";

/** Kinds where the same request may succeed later. */
const retryable: ReadonlySet<ErrorKind> = new Set(["unavailable", "too-many", "internal"]);

/** Every error tells whether to try again and what became of the mail; where nothing was said, nothing was sent. */
export function withOutcome(thrown: unknown): AppError {
  const error = foreseen(coerceError(thrown));
  if (error.extra["outcome"] !== undefined) return error;
  return new AppError({
    kind: error.kind,
    code: error.code,
    message: error.message,
    ...(error.errors === undefined ? {} : { errors: error.errors }),
    ...(error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds }),
    extra: { retryable: retryable.has(error.kind), outcome: "not_sent", ...error.extra },
    cause: thrown,
  });
}
