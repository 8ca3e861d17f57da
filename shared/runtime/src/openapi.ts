import type { TObject, TSchema } from "typebox";
import Type from "typebox";
import type { Route } from "./routes.js";

const ProblemSchema = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  code: Type.String({ description: "stable, see docs/errors.md" }),
  requestId: Type.String(),
  errors: Type.Optional(Type.Array(Type.Object({ pointer: Type.String(), detail: Type.String() }))),
});

export interface OpenApiInfo {
  title: string;
  version: string;
  /** Path that the routes are mounted below, such as `/api`. */
  base: string;
  securitySchemes: Record<string, unknown>;
}

/** The OpenAPI 3.1 document of exactly the schemas that validate. */
export function openApiDocument(routes: readonly Route[], info: OpenApiInfo): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = (info.base + route.path).replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method]: operation(route, info) };
  }
  return {
    openapi: "3.1.0",
    info: { title: info.title, version: info.version },
    paths,
    components: { schemas: { Problem: ProblemSchema }, securitySchemes: info.securitySchemes },
  };
}

function operation(route: Route, info: OpenApiInfo): Record<string, unknown> {
  const { params, query, body } = route.schemas;
  const problem = {
    description: "what was wrong",
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  };
  const responses: Record<string, unknown> = { default: problem };
  for (const [status, schema] of Object.entries(route.responses)) {
    responses[status] =
      schema === null ? { description: "done" } : { description: "done", content: json(schema) };
  }
  return {
    summary: route.summary,
    tags: [route.tag],
    ...(route.access === "public"
      ? {}
      : { security: Object.keys(info.securitySchemes).map((name) => ({ [name]: [] })) }),
    parameters: [...parameters("path", params), ...parameters("query", query)],
    ...(body === undefined ? {} : { requestBody: { required: true, content: json(body) } }),
    responses,
  };
}

const json = (schema: TSchema) => ({ "application/json": { schema } });

function parameters(where: "path" | "query", schema: TObject | undefined): unknown[] {
  if (schema === undefined) return [];
  const required = new Set<string>(schema.required ?? []);
  return Object.entries(schema.properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === "path" || required.has(name),
    schema: property,
  }));
}
