import type { Sql } from "@railbooker/runtime/database";
import { compileTransfers } from "./journeys/compile-transfers.js";
import { NO_CHANGES } from "./journeys/network.js";
import { liveArrival, liveDeparture, type Ride } from "./run.js";

/** Whether a traveller can go from one ride to the next: "apart" where no way leads from station to station. */
export type Connection = "kept" | "broken" | "apart";

interface TransferRule {
  from: string;
  to: string;
  type: number;
  minSeconds: number | null;
}

const TRANSFERS = `
  SELECT r.from_location AS "from", r.to_location AS "to", r.type, r.min_seconds AS "minSeconds"
  FROM unnest($1::text[], $2::text[]) AS wanted (from_location, to_location)
  JOIN transfers r USING (from_location, to_location)
  JOIN timetables tt ON tt.id = r.timetable_id
  WHERE tt.live AND r.from_train IS NULL AND r.to_train IS NULL`;

interface Change {
  before: Ride;
  next: Ride;
}

/** For each change between two rides whether it works as the trains run now, by the same rules as the search. */
export async function connectionsOf(sql: Sql, rides: readonly Ride[]): Promise<Connection[]> {
  return (await connectionsOfEach(sql, [rides]))[0] ?? [];
}

/** The same for many journeys, with one question for all; none where nobody changes trains. */
export async function connectionsOfEach(
  sql: Sql,
  journeys: readonly (readonly Ride[])[],
): Promise<Connection[][]> {
  const byJourney = journeys.map((rides) =>
    rides.slice(1).map((next, index): Change => ({ before: rides[index] as Ride, next })),
  );
  const changes = byJourney.flat().filter((change) => !staysOnBoard(change));
  const rules =
    changes.length === 0
      ? []
      : await sql.rows<TransferRule>(TRANSFERS, [
          changes.map(({ before }) => before.to.location.id),
          changes.map(({ next }) => next.from.location.id),
        ]);
  return byJourney.map((each) => each.map((change) => connectionOf(change, rules)));
}

function connectionOf({ before, next }: Change, rules: readonly TransferRule[]): Connection {
  if (staysOnBoard({ before, next })) return "kept";
  const needed = changeSeconds(before.to.location.id, next.from.location.id, rules);
  if (needed === undefined) return "apart";
  const ready = liveArrival(before).getTime() + needed * 1000;
  return ready <= liveDeparture(next).getTime() ? "kept" : "broken";
}

/** Who rides on in the same train from where the leg before ended needs no time to change. */
const staysOnBoard = ({ before, next }: Change): boolean =>
  before.run.runId === next.run.runId && before.to.position === next.from.position;

/** Undefined where nobody can change between the two. */
function changeSeconds(from: string, to: string, rules: readonly TransferRule[]): number | undefined {
  const last = from === to ? 0 : 1;
  const rows = rules
    .filter((rule) => rule.from === from && rule.to === to)
    .map((rule) => ({ ...rule, from: 0, to: last }));
  const { change, foot } = compileTransfers(last + 1, rows);
  const seconds = last === 0 ? change[0] : foot.footSeconds[0];
  return seconds === NO_CHANGES ? undefined : seconds;
}
