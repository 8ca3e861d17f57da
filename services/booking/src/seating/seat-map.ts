import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { gather, type Outcome } from "@railbooker/runtime/gather";
import { findLeg, type Run } from "../timetable/run.js";
import { noSuchLeg, noSuchRun } from "../timetable/run-errors.js";
import { findRuns } from "../timetable/run-store.js";
import { type ClaimedSpan, claimsOfRuns } from "./claim-store.js";
import type { Formation, FormationFor } from "./formation.js";
import { type SeatState, seatMapJson } from "./seat-map-json.js";
import { type SeatTable, seatTable } from "./seat-table.js";

export interface SeatMapWish {
  runId: string;
  from: string;
  to: string;
}

interface MapSource {
  run: Run;
  formation: Formation;
  claims: readonly ClaimedSpan[];
}

const mostAtOnce = 64;

/**
 * Every seat of a run with its state between two locations, as JSON. Whoever asks while an answer is on its way shares the next one:
 * a crowd that looks at one train costs as much as one visitor. @throws AppError 404 `no-such-run`, 422 `no-such-leg`.
 */
export function getSeatMap(
  sql: Sql,
  formationFor: FormationFor,
  clock: Clock,
): (wish: SeatMapWish) => Promise<Buffer> {
  return gather(
    async (wishes: SeatMapWish[]) => {
      const sources = await readSources(
        sql,
        formationFor,
        wishes.map(({ runId }) => runId),
        clock(),
      );
      const drawn = new Map<string, Outcome<Buffer>>();
      return wishes.map((wish) => {
        const key = JSON.stringify([wish.runId, wish.from, wish.to]);
        const outcome = drawn.get(key) ?? draw(sources.get(wish.runId), wish);
        drawn.set(key, outcome);
        return outcome;
      });
    },
    { most: mostAtOnce, lanes: 2 },
  );
}

async function readSources(
  sql: Sql,
  formationFor: FormationFor,
  runIds: readonly string[],
  now: Date,
): Promise<Map<string, MapSource>> {
  const [found, claims] = await Promise.all([findRuns(sql, runIds), claimsOfRuns(sql, runIds, now)]);
  const runs = [...found.values()];
  const formations = await formationFor(sql, runs);
  return new Map(
    runs.map((run, index) => [
      run.runId,
      { run, formation: formations[index] ?? [], claims: claims.get(run.runId) ?? [] },
    ]),
  );
}

function draw(source: MapSource | undefined, { runId, from, to }: SeatMapWish): Outcome<Buffer> {
  if (source === undefined) return { ok: false, error: noSuchRun(runId) };
  const { run, formation, claims } = source;
  const leg = findLeg(run, from, to);
  if (leg === undefined) return { ok: false, error: noSuchLeg(run, { from, to }) };
  const table = seatTable(formation);
  const states = statesOf(table, claims, leg.from.position, leg.to.position);
  return { ok: true, value: seatMapJson(formation, states) };
}

function statesOf(table: SeatTable, claims: readonly ClaimedSpan[], from: number, to: number): SeatState[] {
  const states = table.seats.map((): SeatState => "free");
  for (const [seatId, first, end, sold] of claims) {
    const seat = table.byId.get(seatId);
    if (seat === undefined || first >= to || end <= from) continue;
    if (sold || states[seat.index] === "free") states[seat.index] = sold ? "taken" : "held";
  }
  return states;
}
