import { type Route, route } from "@railbooker/runtime/routes";
import Type from "typebox";
import { RollingStock } from "./rolling-stock.js";

const closed = { additionalProperties: false };
const items = Type.Array(RollingStock, { maxItems: 200 });
const List = Type.Object({ items });

export interface RollingStockDeps {
  find: () => Promise<RollingStock[]>;
  change: (stock: readonly RollingStock[]) => Promise<RollingStock[]>;
}

export function rollingStockRoutes({ find, change }: RollingStockDeps): Route[] {
  return [
    route(
      {
        method: "get",
        path: "/operator/rolling-stock",
        summary: "Coaches by kind of train, as set; the built-in ones hold for what is not listed",
        tag: "operator",
        access: "operator",
        responses: { 200: List },
      },
      async () => ({ status: 200, body: { items: await find() } }),
    ),
    route(
      {
        method: "put",
        path: "/operator/rolling-stock",
        summary: "Set the coaches by kind of train; runs with seats held or sold keep theirs",
        tag: "operator",
        access: "operator",
        body: Type.Object({ items }, closed),
        responses: { 200: List },
      },
      async ({ body }) => ({ status: 200, body: { items: await change(body.items) } }),
    ),
  ];
}
