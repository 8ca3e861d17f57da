import { type DestinationStream, type Logger, pino } from "pino";
import { coerceError } from "./errors.js";
import { contextFields } from "./work-context.js";

export type { Logger } from "pino";

/** Paths that must never reach a log, wherever they sit in a logged object (one and two levels deep). */
const personal = [
  "password",
  "token",
  "accessToken",
  "refreshToken",
  "authorization",
  "cookie",
  "email",
  "to",
  "name",
  "code",
  "qrCode",
];
const redactedPaths = personal.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);

export interface LoggerOptions {
  service: string;
  level: string;
  /** Standard output where left out. */
  destination?: DestinationStream;
}

/** What is told of an error. Its other fields stay out: those of a failed query hold its parameters, and so passwords and names. */
interface LoggedError {
  type: string;
  message: string;
  errorCode?: string;
  stack?: string | undefined;
  cause?: LoggedError;
}

const deepestCause = 5;

function describe(thrown: unknown, depth = 0): LoggedError {
  const error = coerceError(thrown);
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === "string" ? { errorCode: code } : {}),
    stack: error.stack,
    ...(error.cause === undefined || depth >= deepestCause
      ? {}
      : { cause: describe(error.cause, depth + 1) }),
  };
}

/** JSON lines on standard output, each with the request, trace and booking that it belongs to. */
export function createLogger({ service, level, destination }: LoggerOptions): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error: unknown) => describe(error) },
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: redactedPaths, censor: "[redacted]" },
    mixin: () => contextFields(),
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
