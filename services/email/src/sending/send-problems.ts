import { AppError } from "@railbooker/runtime/errors";

export function conflictProblem(state: "in-progress" | "other-body"): AppError {
  if (state === "in-progress") {
    return new AppError({
      kind: "conflict",
      code: "in-progress",
      message:
        "A mail with this Idempotency-Key is being sent right now. Ask again in a moment for its result.",
      retryAfterSeconds: 1,
      // Said of this request, which sent nothing: "unknown" would make the caller give up on a mail that may still go out.
      extra: { retryable: true, outcome: "not_sent" },
    });
  }
  return new AppError({
    kind: "refused",
    code: "idempotency-key-reused",
    message: "This Idempotency-Key was used for another mail. Use a new key for each mail.",
    extra: { retryable: false, outcome: "not_sent" },
  });
}

export function tooManyProblem(retryAfterSeconds = 2): AppError {
  return new AppError({
    kind: "too-many",
    code: "too-many-mails",
    message:
      "More mails wait to be sent than this service takes on. This one was not sent; try again shortly.",
    retryAfterSeconds,
    extra: { retryable: true, outcome: "not_sent" },
  });
}
