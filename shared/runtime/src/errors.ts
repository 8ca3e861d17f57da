/** What went wrong, in terms every process shares. Only problem.ts knows which HTTP status a kind becomes. */
export type ErrorKind =
  | "bad-request"
  | "not-signed-in"
  | "payment-required"
  | "forbidden"
  | "not-found"
  | "conflict"
  | "expired"
  | "too-large"
  | "refused"
  | "too-many"
  | "internal"
  | "unavailable"
  | "timed-out";

/** One field that was wrong. `pointer` is a JSON pointer into what arrived, as in RFC 9457's `errors`. */
export interface FieldError {
  pointer: string;
  detail: string;
}

export interface AppErrorOptions {
  kind: ErrorKind;
  /** Stable, kebab-case, listed in docs/errors.md. */
  code: string;
  /** What was wrong, what arrived, what to do. Shown to the caller as it stands. */
  message: string;
  errors?: FieldError[];
  /** Whole seconds; becomes `Retry-After`. */
  retryAfterSeconds?: number;
  /** Further members of the problem document, such as `retryable`. */
  extra?: Record<string, unknown>;
  cause?: unknown;
}

/** An error that was foreseen: its message may be shown to whoever caused it. */
export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly errors: FieldError[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly extra: Record<string, unknown>;

  constructor(options: AppErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.kind = options.kind;
    this.code = options.code;
    this.errors = options.errors;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.extra = options.extra ?? {};
  }
}

/** A neighbour (Postgres, Redis, another service) did not answer: nothing was changed, try again. */
export function unavailable(what: string, cause?: unknown): AppError {
  return new AppError({
    kind: "unavailable",
    code: "unavailable",
    message: `${what} cannot be reached at the moment. Nothing was changed; please try again shortly.`,
    retryAfterSeconds: 2,
    cause,
  });
}

/** Anything can be thrown; what comes out is an Error, with the original as its cause. */
export function coerceError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  return new Error(typeof thrown === "string" ? thrown : "a value that is not an Error was thrown", {
    cause: thrown,
  });
}
