import { type Logger, pino } from "pino";
import { currentContext } from "./request-context.js";

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
}

/** JSON lines on standard output, each with the request it belongs to. */
export function createLogger({ service, level }: LoggerOptions): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: redactedPaths, censor: "[redacted]" },
    mixin: () => {
      const context = currentContext();
      return context === undefined ? {} : { request_id: context.requestId };
    },
  });
}
