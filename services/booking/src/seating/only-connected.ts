import type { Sql } from "@railbooker/runtime/database";
import type { Outcome } from "@railbooker/runtime/gather";
import { connectionsOfEach } from "../timetable/connections.js";
import { noConnection } from "../timetable/no-connection.js";
import type { ResolvedLeg } from "./resolve-leg.js";

/** Refuses those whose legs do not follow each other with time to change; asks nothing where each has one leg. */
export async function onlyConnected(
  sql: Sql,
  journeys: readonly Outcome<ResolvedLeg[]>[],
): Promise<Outcome<ResolvedLeg[]>[]> {
  const connections = await connectionsOfEach(
    sql,
    journeys.map((each) => (each.ok ? each.value : [])),
  );
  return journeys.map((each, index) => {
    const changes = connections[index] ?? [];
    const change = changes.findIndex((connection) => connection !== "kept");
    const why = changes[change];
    if (!each.ok || why === undefined || why === "kept") return each;
    return { ok: false, error: noConnection(each.value, change, why) };
  });
}
