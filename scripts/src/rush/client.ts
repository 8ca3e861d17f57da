import { randomUUID } from "node:crypto";

export interface Answer {
  status: number;
  /** Seconds after which to come back, where the answer says so. */
  retryAfter: number | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: read by those who know the route
  body: any;
}

const patienceMs = 15_000;

/** Asks the product's API. @throws Error without an answer in time. */
export async function ask(
  baseUrl: string,
  method: string,
  path: string,
  options: { token?: string; body?: unknown; key?: string; signal?: AbortSignal } = {},
): Promise<Answer> {
  const { token, body, key, signal } = options;
  const timeout = AbortSignal.timeout(patienceMs);
  const response = await fetch(`${baseUrl}${path}`, {
    method,
    redirect: "error",
    signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(key === undefined ? {} : { "idempotency-key": key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const retryAfter = response.headers.get("retry-after");
  const isJson = (response.headers.get("content-type") ?? "").includes("json");
  return {
    status: response.status,
    retryAfter: retryAfter === null ? undefined : Number(retryAfter) || undefined,
    body: isJson ? JSON.parse(text) : undefined,
  };
}

export interface Account {
  email: string;
  token: string;
}

/** Registers somebody and takes an access token. @throws Error with the answer where it is refused. */
export async function openAccount(baseUrl: string): Promise<Account> {
  const email = `rush-${randomUUID()}@example.org`;
  const password = randomUUID();
  const user = await ask(baseUrl, "POST", "/api/users", { body: { email, password, name: "Rush Hour" } });
  if (user.status !== 201) throw refused("registering", user);
  const token = await ask(baseUrl, "POST", "/api/users/token", {
    body: { grantType: "password", email, password },
  });
  if (token.status !== 200) throw refused("signing in", token);
  return { email, token: token.body.accessToken };
}

/** The best match for a name. @throws Error where none is found. */
export async function locationId(baseUrl: string, name: string): Promise<string> {
  const found = await ask(baseUrl, "GET", `/api/locations?q=${encodeURIComponent(name)}&limit=1`);
  const id: unknown = found.body?.items?.[0]?.id;
  if (found.status !== 200 || typeof id !== "string") throw refused(`looking for "${name}"`, found);
  return id;
}

const refused = (what: string, { status, body }: Answer) =>
  new Error(`${what} was answered with ${status}: ${body?.detail ?? "nothing was found"}`);
