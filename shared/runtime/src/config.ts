import { readFileSync } from "node:fs";
import type { Static, TObject } from "typebox";
import { compileSchema } from "./schema.js";

type Environment = Record<string, string | undefined>;

/**
 * Reads a service's settings from the environment, once, at start.
 * Every variable may come as NAME or as NAME_FILE (a path whose content is the value). A property marked `secret: true` in
 * the schema loses its default in production, so that no published value can ever protect a real system.
 * @throws Error one message that lists every variable that is missing or wrong.
 */
export function loadConfig<S extends TObject>(schema: S, env: Environment): Readonly<Static<S>> {
  const problems: string[] = [];
  const given: Record<string, string> = {};
  for (const name of Object.keys(schema.properties)) {
    const value = readVariable(name, env, problems);
    if (value !== undefined && value !== "") given[name] = value;
  }
  const effective = env["NODE_ENV"] === "production" ? withoutSecretDefaults(schema) : schema;
  const result = compileSchema(effective, "text")(given);
  if (!result.ok) {
    for (const error of result.errors) problems.push(`${error.pointer.slice(1)}: ${error.detail}`);
  }
  if (problems.length > 0 || !result.ok) {
    throw new Error(
      `The settings are not usable:\n${problems.map((p) => `  - ${p}`).join("\n")}\n` +
        "Set these variables (or NAME_FILE with a path to the value) and start again.",
    );
  }
  return Object.freeze(result.value);
}

function readVariable(name: string, env: Environment, problems: string[]): string | undefined {
  const path = env[`${name}_FILE`];
  if (path === undefined || path === "") return env[name];
  if (env[name] !== undefined && env[name] !== "") {
    problems.push(`${name}: both ${name} and ${name}_FILE are set; keep one.`);
    return undefined;
  }
  try {
    return readFileSync(path, "utf8").replace(/\r?\n$/, "");
  } catch (error) {
    problems.push(`${name}: the file named by ${name}_FILE cannot be read (${(error as Error).message}).`);
    return undefined;
  }
}

function withoutSecretDefaults<S extends TObject>(schema: S): S {
  const properties = Object.entries(schema.properties).map(([name, property]) => {
    if (!("secret" in property)) return [name, property];
    const { default: _published, ...rest } = property as { default?: unknown };
    return [name, rest];
  });
  const secrets = Object.entries(schema.properties)
    .filter(([, property]) => "secret" in property)
    .map(([name]) => name);
  return {
    ...schema,
    properties: Object.fromEntries(properties),
    required: [...new Set([...(schema.required ?? []), ...secrets])],
  };
}
