import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { type Route, route } from "@railbooker/runtime/routes";
import Type from "typebox";
import { currentUser } from "../accounts/current-user.js";
import { checkTariff } from "./check-tariff.js";
import { Tariff } from "./tariff.js";
import { currentTariff, insertTariff } from "./tariff-store.js";

const TariffInForce = Type.Object({
  version: Type.Integer({ description: "counts every change; 0 for the built-in tariff" }),
  tariff: Tariff,
});

/** The tariff for operators: what is in force, and another in its place. */
export function tariffRoutes({ sql, clock }: { sql: Sql; clock: Clock }): Route[] {
  const shared = { path: "/operator/tariff", tag: "operator", access: "operator" } as const;
  return [
    route(
      { ...shared, method: "get", summary: "The tariff in force", responses: { 200: TariffInForce } },
      async () => ({ status: 200, body: await currentTariff(sql) }),
    ),
    route(
      {
        ...shared,
        method: "put",
        summary: "Put a tariff in force; prices of holds stay as they are",
        body: Tariff,
        responses: { 200: TariffInForce },
      },
      async ({ body, req }) => {
        checkTariff(body);
        return { status: 200, body: await insertTariff(sql, body, currentUser(req).id, clock()) };
      },
    ),
  ];
}
