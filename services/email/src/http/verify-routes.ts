import { type Route, route } from "@railbooker/runtime/routes";
import Type from "typebox";
import type { Verification } from "../sending/verify-smtp.js";

const Verified = Type.Object({
  ok: Type.Literal(true),
  host: Type.String(),
  port: Type.Integer(),
  tls: Type.Boolean(),
  latencyMs: Type.Integer(),
  checkedAt: Type.String({ format: "date-time" }),
});

export function verifyRoutes(verify: () => Promise<Verification>): Route[] {
  return [
    route(
      {
        method: "get",
        path: "/verify",
        summary: "Connects to the mail server and signs in, without sending.",
        tag: "operations",
        access: "service",
        responses: { 200: Verified },
      },
      async () => ({ status: 200, body: await verify() }),
    ),
  ];
}
