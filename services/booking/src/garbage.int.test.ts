import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type BookingService, startBookingService } from "./bookings/testing/booking-service.js";
import type { Client } from "./bookings/testing/client.js";
import { runOf } from "./bookings/testing/small-timetable.js";

interface Schema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  format?: string;
  pattern?: string;
  minimum?: number;
  minItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
}
interface Operation {
  parameters: { name: string; in: "path" | "query"; schema: Schema }[];
  requestBody?: { content: { "application/json": { schema: Schema } } };
}
interface Sent {
  method: string;
  path: string;
  body?: string;
}

let service: BookingService;
let client: Client;
/** What stands for a real thing where a field has its name. */
let known: Record<string, unknown>;
let paths: Record<string, Record<string, Operation>>;

beforeAll(async () => {
  service = await startBookingService();
  client = await service.newClient();
  await client.become("inspector");
  await client.become("operator");
  const runId = runOf("early", 3);
  const booking = await client.buy({ runId }, 2);
  const hold = await client.hold({ runId });
  const [ticket] = booking.tickets;
  known = {
    runId,
    from: "A",
    to: "D",
    holdId: hold.body.id,
    reference: booking.reference,
    tickets: [ticket?.id],
    code: ticket?.code,
    passengers: 1,
    passengerTypes: ["adult"],
    email: client.email,
    token: "tok_ok",
    "get /api/locations/{id}/departures id": "A",
    "patch /api/operator/users/{id} id": client.id,
    "patch /api/operator/users/{id} roles": ["inspector", "operator"],
    "get /api/bookings/{reference}/tickets/{id}.{format} id": ticket?.id,
    "get /api/holds/{id} id": hold.body.id,
    "get /api/trains passengers": "1",
    "post /api/bookings passengers": [{ name: "Ada", type: "adult" }],
    "post /api/holds/{id}/extend id": hold.body.id,
  };
  ({ paths } = (await client.get("/api/openapi.json")).body);
});
afterAll(() => service.close());

const long = "x".repeat(60_000);
const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
/** No time that a calendar knows, though each has the form of one. */
const moments = [
  "2026-12-31T23:59:60Z",
  "0000-01-01T00:00:00Z",
  "9999-12-31T23:59:59Z",
  "2026-02-31",
  "+275760-09-13T00:00:00Z",
];
const texts = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "💥".repeat(50),
  "%00",
  "../../etc/passwd",
  "'; DROP TABLE users; --",
  "__proto__",
  "NaN",
  "-1",
  "1e999",
  "99999999999999999999",
  "00000000-0000-0000-0000-000000000000",
  ...moments,
  long,
  `${long}\u0001`,
];
const values: unknown[] = [
  ...texts,
  null,
  true,
  0,
  -1,
  0.5,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  [],
  {},
  [[]],
  [null],
  [{}],
  Array.from({ length: 600 }, () => "x"),
  { length: -1 },
];

/** Addresses are no longer than some kilobytes. */
const shortTexts = texts.filter(({ length }) => length < 6000);
const inAddresses = shortTexts.filter((text) => text !== "" && text !== "\ud800").map(encodeURIComponent);
/** Enough for what lies deep within. */
const few: unknown[] = ["a\u0000b", "\ud800", null, -1, 2 ** 53, [null], {}];

/** Something that the schema takes, with real ids in it. */
function sample(name: string, schema: Schema, at: string): unknown {
  const real = known[`${at} ${name}`] ?? known[name];
  if (
    real !== undefined &&
    (typeof real !== "object") === (schema.type !== "array" && schema.type !== "object")
  )
    return real;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.anyOf !== undefined) return sample(name, schema.anyOf[0] as Schema, at);
  if (schema.properties !== undefined) {
    const members = Object.entries(schema.properties).map(([key, member]) => [key, sample(key, member, at)]);
    return Object.fromEntries(members);
  }
  if (schema.type === "array") return schema.items === undefined ? [] : [sample(name, schema.items, at)];
  if (schema.type === "integer" || schema.type === "number") return schema.minimum ?? 1;
  if (schema.type === "boolean") return true;
  if (schema.format === "uuid") return "018f0000-0000-7000-8000-000000000000";
  if (schema.format === "email") return client.email;
  if (schema.format === "date-time") return "2026-05-04T10:00:00Z";
  return "something";
}

/** The body again and again, each time with one member, however deep it lies, in the wrong. */
function* spoilt(whole: unknown, depth = 0): Generator<unknown> {
  yield* depth < 2 ? values : few;
  if (whole === null || typeof whole !== "object") return;
  for (const [key, member] of Object.entries(whole)) {
    for (const wrong of spoilt(member, depth + 1)) {
      yield Array.isArray(whole) ? whole.with(Number(key), wrong) : { ...whole, [key]: wrong };
    }
  }
  if (!Array.isArray(whole)) yield { ...whole, unknown: 1, ["constructor"]: 1 };
}

function* requests(
  method: string,
  template: string,
  { parameters, requestBody }: Operation,
): Generator<Sent> {
  const at = `${method} ${template}`;
  const of = (where: "path" | "query") =>
    parameters
      .filter((each) => each.in === where)
      .map(({ name, schema }) => [name, String(sample(name, schema, at))] as const);
  const [inPath, inQuery] = [of("path"), of("query")];
  const fill = (replaced: Record<string, string> = {}) =>
    inPath.reduce(
      (path, [name, value]) => path.replace(`{${name}}`, () => replaced[name] ?? encodeURIComponent(value)),
      template,
    );
  const schema = requestBody?.content["application/json"].schema;
  const body = schema === undefined ? undefined : sample("", schema, at);
  const asBody = body === undefined ? {} : { body: JSON.stringify(body) };
  const query = new URLSearchParams(inQuery.map(([name, value]): [string, string] => [name, value]));
  const rest = query.size === 0 ? "" : `?${query}`;

  for (const [name] of inPath)
    for (const text of [...inAddresses, "%", "%ff", "%E0%A4%A", "."])
      yield { method, path: fill({ [name]: text }) + rest, ...asBody };
  for (const [name, value] of inQuery) {
    for (const text of shortTexts) {
      const asked = new URLSearchParams(query);
      asked.set(name, text);
      yield { method, path: `${fill()}?${asked}`, ...asBody };
    }
    for (const more of [
      `${name}=${value}`,
      `${name}[]=1`,
      `${name}[a]=1`,
      `${name}=%ff`,
      `${name}`,
      "__proto__=1",
    ])
      yield { method, path: `${fill()}?${query}&${more}`, ...asBody };
  }
  if (body !== undefined) {
    for (const wrong of spoilt(body))
      yield { method, path: fill() + rest, body: JSON.stringify(wrong) ?? "" };
    for (const text of [
      "{",
      "nothing",
      deep,
      `{"a":${deep}}`,
      '{"__proto__":{"admin":true}}',
      "\u0000",
      "\ufeff{}",
    ])
      yield { method, path: fill() + rest, body: text };
  }
  yield { method, path: fill() + rest, ...asBody };
}

/** Those that take the ground from under the others come last. */
const endsTheSession = new Set(["post /api/users/logout", "post /api/users/me/password"]);
/** There is no notification service beside this one: it is away, and that is said. */
const needsNeighbour = /^(get|post|put) \/api\/(notifications|users\/me\/export)/;

test("no request, whatever is in it, is answered with an error of ours", async () => {
  const broken: string[] = [];
  let sent = 0;
  let slowest = 0;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method,
      path,
      operation,
      name: `${method} ${path}`,
    })),
  );
  for (const { method, path, operation, name } of operations) {
    if (endsTheSession.has(name)) continue;
    for (const request of requests(method, path, operation)) {
      sent += 1;
      const began = performance.now();
      const reply = await client.raw(request);
      slowest = Math.max(slowest, performance.now() - began);
      const away = reply.status === 503 && needsNeighbour.test(name);
      if (reply.status >= 500 && !away)
        broken.push(
          `${reply.status} ${name}: ${request.path.slice(0, 150)} ${(request.body ?? "").slice(0, 200)}`,
        );
    }
  }
  expect(broken).toEqual([]);
  expect(sent).toBeGreaterThan(2000);
  // Nobody may keep the process busy with one request.
  expect(slowest).toBeLessThan(10_000);
}, 300_000);
