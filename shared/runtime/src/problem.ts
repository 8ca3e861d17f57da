import type { ErrorRequestHandler, RequestHandler, Response } from "express";
import { AppError, coerceError, type ErrorKind, type FieldError } from "./errors.js";
import type { Logger } from "./logger.js";
import { currentContext } from "./work-context.js";

const statusOf: Record<ErrorKind, number> = {
  "bad-request": 400,
  "not-signed-in": 401,
  "payment-required": 402,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  expired: 410,
  "too-large": 413,
  refused: 422,
  "too-many": 429,
  internal: 500,
  unavailable: 503,
  "timed-out": 504,
};

const titleOf: Record<ErrorKind, string> = {
  "bad-request": "Malformed request",
  "not-signed-in": "Not signed in",
  "payment-required": "Payment declined",
  forbidden: "Not allowed",
  "not-found": "Not found",
  conflict: "Conflict",
  expired: "Expired",
  "too-large": "Too large",
  refused: "Refused",
  "too-many": "Too many requests",
  internal: "Internal error",
  unavailable: "Not available at the moment",
  "timed-out": "Timed out",
};

/** RFC 9457 problem document, as contract.md gives it. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  requestId: string;
  errors?: FieldError[];
}

export function toProblem(error: AppError, requestId: string): Problem {
  return {
    type: "about:blank",
    title: titleOf[error.kind],
    status: statusOf[error.kind],
    detail: error.message,
    code: error.code,
    requestId,
    ...(error.errors === undefined ? {} : { errors: error.errors }),
    ...error.extra,
  };
}

function sendProblem(res: Response, error: AppError): void {
  // For metrics, which hear of the answer when it is sent.
  res.locals["problemCode"] = error.code;
  if (error.retryAfterSeconds !== undefined) res.setHeader("Retry-After", String(error.retryAfterSeconds));
  if (error.kind === "not-signed-in") res.setHeader("WWW-Authenticate", "Bearer");
  res.status(statusOf[error.kind]).type("application/problem+json");
  res.send(JSON.stringify(toProblem(error, currentContext()?.requestId ?? "")));
}

export const notFoundHandler: RequestHandler = (req, res) => {
  sendProblem(
    res,
    new AppError({
      kind: "not-found",
      code: "no-such-path",
      message: `There is no ${req.method} ${req.path.slice(0, 200)} here.`,
    }),
  );
};

/** The last middleware: a foreseen error is shown, an unforeseen one is logged and hidden. */
export function problemHandler(log: Logger): ErrorRequestHandler {
  return (thrown, req, res, next) => {
    if (res.headersSent) return next(thrown);
    const error = foreseen(coerceError(thrown));
    if (error.kind === "internal")
      log.error({ err: thrown, method: req.method, path: req.path }, "request failed unexpectedly");
    sendProblem(res, error);
  };
}

/** Connection errors of Postgres and Redis, by their codes: the neighbour is away, the request may be repeated. */
const awayCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ETIMEDOUT",
  "EPIPE",
  "EHOSTUNREACH",
  "ENETUNREACH",
  // A stopped container takes its name with it.
  "ENOTFOUND",
  "EAI_AGAIN",
  "57P01",
  "57P02",
  "57P03",
  "08006",
  "08001",
  "08003",
  "53300",
  // The database gave up on this statement for now: it took too long, waited too long, or met another in a deadlock.
  "57014",
  "55P03",
  "40001",
  "40P01",
]);

/** Text that Postgres cannot hold, such as one with a NUL character in it. */
const unstorableCodes = new Set(["22021", "22P05"]);

export function foreseen(error: Error): AppError {
  if (error instanceof AppError) return error;
  const { type, status, code, detail, expose } = error as Error & {
    detail?: string;
    type?: string;
    status?: number;
    code?: string;
    expose?: boolean;
  };
  if (type === "entity.parse.failed") {
    return new AppError({
      kind: "bad-request",
      code: "malformed-json",
      message: "The body is not valid JSON.",
      cause: error,
    });
  }
  if (type === "entity.too.large") {
    return new AppError({
      kind: "too-large",
      code: "too-large",
      message: "The body is larger than this route accepts.",
      cause: error,
    });
  }
  // Express gives a path that cannot be decoded a status, but does not mark it as fit to be shown.
  const readable = expose === true || error instanceof URIError;
  // Half of a character that takes two: "Unicode high surrogate must not follow a high surrogate."
  const half = code === "22P02" && detail?.includes("surrogate") === true;
  const unstorable = half || (code !== undefined && unstorableCodes.has(code));
  if (unstorable || (readable && status !== undefined && status >= 400 && status < 500)) {
    return new AppError({
      kind: "bad-request",
      code: "bad-request",
      message: "The request could not be read.",
      cause: error,
    });
  }
  const away =
    (code !== undefined && awayCodes.has(code)) ||
    /Connection terminated|Query read timeout|timeout exceeded when trying to connect|not queryable/.test(
      error.message,
    );
  if (away) {
    return new AppError({
      kind: "unavailable",
      code: "unavailable",
      message: "A part of the system cannot be reached at the moment. Please try again shortly.",
      retryAfterSeconds: 2,
      cause: error,
    });
  }
  return new AppError({
    kind: "internal",
    code: "internal",
    message: "Something went wrong on our side; it has been noted.",
    cause: error,
  });
}
