import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import type { Static, TSchema } from "typebox";
import { AppError, type FieldError } from "./errors.js";

interface RegExpEngine {
  (pattern: string, flags: string): { test(text: string): boolean };
  code: string;
}

/** All keywords are checked, the pattern also of a text that is far too long: an unlucky one would try it for seconds. */
const longestMatched = 10_000;
const boundedRegExp: RegExpEngine = Object.assign(
  (pattern: string, flags: string) => {
    const regExp = new RegExp(pattern, flags);
    return {
      test: (text: string) => text.length <= longestMatched && regExp.test(text),
      // By which Ajv tells one pattern of a schema from another.
      toString: () => String(regExp),
    };
  },
  { code: "boundedRegExp" },
);

/** Bodies are taken as they are; query strings and variables arrive as text and are coerced to the schema's type. */
export type ValueSource = "body" | "text";

function createAjv(source: ValueSource): Ajv {
  const ajv = new Ajv({
    strict: true,
    allErrors: true,
    coerceTypes: source === "text",
    useDefaults: true,
    verbose: true,
    keywords: ["secret"],
    ...(source === "body" ? { code: { regExp: boundedRegExp } } : {}),
  });
  addFormats.default(ajv, ["email", "date", "date-time", "uri", "uuid"]);
  // RFC 3339 knows leap seconds, and `Date` does not.
  const moment = ajv.formats["date-time"] as { validate: (text: string) => boolean };
  ajv.addFormat("date-time", (text) => moment.validate(text) && !Number.isNaN(Date.parse(text)));
  return ajv;
}

const compilers: Record<ValueSource, Ajv> = { body: createAjv("body"), text: createAjv("text") };

/** A body full of unknown fields must not become an answer many times its size. */
const mostErrors = 20;

export type Check<T> = (value: unknown) => { ok: true; value: T } | { ok: false; errors: FieldError[] };

/** Compiles a TypeBox schema once; the check says in words what is wrong with each field. */
export function compileSchema<S extends TSchema>(schema: S, source: ValueSource = "body"): Check<Static<S>> {
  const validate: ValidateFunction = compilers[source].compile(schema);
  return (value) => {
    const copy = source === "text" && value !== null && typeof value === "object" ? { ...value } : value;
    const valid = validate(copy);
    const endless = source === "text" ? endlessNumbers(copy) : [];
    if (valid && endless.length === 0) return { ok: true, value: copy as Static<S> };
    const errors = (validate.errors ?? []).slice(0, mostErrors).map(describeError);
    return { ok: false, errors: [...errors, ...endless] };
  };
}

/** Ajv makes Infinity of a text such as 1e999, and then compares it with no maximum. */
function endlessNumbers(value: unknown): FieldError[] {
  return Object.entries(value ?? {}).flatMap(([name, member]) =>
    typeof member === "number" && !Number.isFinite(member)
      ? [{ pointer: `/${escapePointer(name)}`, detail: `"${clip(name)}" must be a number with an end.` }]
      : [],
  );
}

/** @throws AppError `invalid-request` (400) naming every field that is wrong. */
export function parseOrThrow<T>(check: Check<T>, value: unknown, where: string): T {
  const result = check(value);
  if (result.ok) return result.value;
  throw new AppError({
    kind: "bad-request",
    code: "invalid-request",
    message: `The ${where} is not as documented: ${result.errors.map((e) => e.detail).join(" ")}`,
    errors: result.errors,
  });
}

function describeError(error: ErrorObject): FieldError {
  const params = error.params as Record<string, unknown>;
  if (error.keyword === "additionalProperties") {
    const name = String(params["additionalProperty"]);
    return {
      pointer: `${error.instancePath}/${escapePointer(name)}`,
      detail: `"${clip(name)}" is not a known field; leave it out.`,
    };
  }
  if (error.keyword === "required") {
    const name = String(params["missingProperty"]);
    return { pointer: `${error.instancePath}/${escapePointer(name)}`, detail: `"${name}" is missing.` };
  }
  const field = error.instancePath === "" ? "The whole" : `"${error.instancePath.slice(1)}"`;
  const allowed = Array.isArray(params["allowedValues"]) ? `: ${params["allowedValues"].join(", ")}` : "";
  return {
    pointer: error.instancePath,
    detail: `${field} ${error.message ?? "is invalid"}${allowed}; got ${describeValue(error.data)}.`,
  };
}

/** Shows what arrived by its type alone for text, since a password may stand in the wrong place. */
function describeValue(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === "string")
    return value === "" ? "an empty text" : `a text of ${value.length} characters`;
  if (typeof value === "object") return "an object";
  return String(value);
}

const escapePointer = (name: string) => name.replaceAll("~", "~0").replaceAll("/", "~1");
const clip = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
