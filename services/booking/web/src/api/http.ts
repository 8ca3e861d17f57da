import { t } from "../texts/texts.js";

/** A refusal of the API, from its problem document; `code` "offline" where no answer came at all. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: { pointer: string; detail: string }[];
  readonly document: Record<string, unknown>;

  constructor(status: number, document: Record<string, unknown>) {
    const code = typeof document["code"] === "string" ? document["code"] : `http-${status}`;
    super(
      typeof document["detail"] === "string"
        ? t.problems.of(code, document["detail"], document)
        : t.shell.offline,
    );
    this.status = status;
    this.code = code;
    this.errors = Array.isArray(document["errors"]) ? document["errors"] : [];
    this.document = document;
  }
}

export interface CallOptions {
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Default 15 000. */
  timeoutMs?: number;
}

export interface Answer<T> {
  data: T;
  /**
   * The server's clock when it answered, in milliseconds; this device's own where the header is missing. The header is
   * cut to whole seconds, so it is rounded up: a clock may run out early, never late.
   */
  serverNow: number;
}

/** @throws ApiError for every answer outside 2xx, and when no answer came in time; an abort by the caller's signal passes as it is. */
export async function call<T>(method: string, path: string, options: CallOptions = {}): Promise<Answer<T>> {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? 15_000);
  const signal = options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal]);
  const headers: Record<string, string> = { accept: "application/json", ...options.headers };
  if (options.body !== undefined) headers["content-type"] = "application/json";
  try {
    const response = await fetch(`/api${path}`, {
      method,
      headers,
      signal,
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
    const text = await response.text();
    const data: unknown = text === "" ? undefined : JSON.parse(text);
    if (!response.ok) throw new ApiError(response.status, (data ?? {}) as Record<string, unknown>);
    const serverDate = Date.parse(response.headers.get("date") ?? "");
    return { data: data as T, serverNow: Number.isNaN(serverDate) ? Date.now() : serverDate + 999 };
  } catch (error) {
    if (error instanceof ApiError || options.signal?.aborted === true) throw error;
    throw new ApiError(0, { code: "offline" });
  }
}

export async function get<T>(
  path: string,
  query: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<T> {
  const text = new URLSearchParams(query).toString();
  const answer = await call<T>(
    "GET",
    text === "" ? path : `${path}?${text}`,
    signal === undefined ? {} : { signal },
  );
  return answer.data;
}

export function toApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError(0, { code: "offline" });
}
