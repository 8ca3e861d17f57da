import { expect, test } from "@jest/globals";
import { Router } from "express";
import Type from "typebox";
import { openApiDocument } from "./openapi.js";
import { mountRoutes, route } from "./routes.js";

const Body = Type.Object({ minutes: Type.Integer() }, { additionalProperties: false });
const delay = route(
  {
    method: "post",
    path: "/trains/:runId/delay",
    summary: "Report a delay",
    tag: "operator",
    access: "operator",
    params: Type.Object({ runId: Type.String() }),
    query: Type.Object({ dry: Type.Optional(Type.Boolean()) }, { additionalProperties: false }),
    body: Body,
    responses: { 200: Type.Object({ runId: Type.String() }), 204: null },
  },
  async ({ params }) => ({ status: 200, body: { runId: params.runId } }),
);
const list = route(
  { method: "get", path: "/trains/:runId/delay", summary: "x", tag: "x", access: "public", responses: {} },
  async () => ({ status: 204 }),
);

const document = openApiDocument([delay, list], {
  title: "Test",
  version: "1.0.0",
  base: "/api",
  securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
});

test("the OpenAPI document holds the very schemas that validate", () => {
  const paths = document["paths"] as Record<string, Record<string, Record<string, unknown>>>;
  expect(Object.keys(paths)).toEqual(["/api/trains/{runId}/delay"]);
  const operation = paths["/api/trains/{runId}/delay"]?.["post"];
  expect(operation).toMatchObject({
    security: [{ bearer: [] }],
    parameters: [
      { name: "runId", in: "path", required: true },
      { name: "dry", in: "query", required: false },
    ],
    requestBody: { required: true, content: { "application/json": { schema: Body } } },
  });
  expect(Object.keys(operation?.["responses"] as object).sort()).toEqual(["200", "204", "default"]);
});

test("routes of one path with several methods stay together, and public ones ask for no credentials", () => {
  const paths = document["paths"] as Record<string, Record<string, Record<string, unknown>>>;
  const [path] = Object.values(paths);
  expect(Object.keys(path ?? {})).toEqual(["post", "get"]);
  expect(path?.["get"]).not.toHaveProperty("security");
});

test("a route whose access nobody guards is a fault at start, not an open door", () => {
  expect(() => mountRoutes(Router(), [delay], {})).toThrow(
    'post /trains/:runId/delay needs a guard for "operator"',
  );
});
