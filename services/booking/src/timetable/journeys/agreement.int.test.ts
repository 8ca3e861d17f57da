import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createDataSource, transactions } from "@railbooker/runtime/database";
import { openFeed } from "../import/feed-source.js";
import { importSampleNetwork } from "../testing/sample-network.js";
import { openTimetableDatabase, type TimetableDatabase } from "../testing/timetable-database.js";
import { type LoadedNetwork, loadNetwork } from "./network-store.js";
import { createPlanner, type Planner } from "./planner.js";
import { bestPoints, type Connections, connectionsOf, type OracleNetwork } from "./testing/csa.js";
import { loadOracleNetwork } from "./testing/oracle-store.js";

const HOUR = 3600;
const DAY = 24 * HOUR;
const LONGEST = 36 * HOUR;
const MAX_CHANGES = 5;
const data = fileURLToPath(new URL("../../../../../../shared/data/", import.meta.url));
// The whole thousand takes minutes; a build that has little time looks at fewer.
const PAIRS = Number(process.env["ORACLE_PAIRS"] ?? 20);

/** The same sequence on every machine, so that what fails once fails again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const feeds = [
  { name: "the sample network", zip: undefined, day: "2027-03-10" },
  { name: "db-long-distance-week", zip: "db-long-distance-week.zip", day: "2019-03-06" },
  { name: "zssk-2025", zip: "zssk-2025.zip", day: "2025-05-07" },
];

describe.each(feeds)("on $name", ({ name, zip, day }) => {
  // The feeds are not part of the product; where they lie beside it, it is held to them.
  const absent = zip !== undefined && !existsSync(data + zip);
  const held = absent ? test.skip : test;
  if (absent) process.stderr.write(`${name} is not compared with the oracle: there is no ${data}${zip}\n`);

  let db: TimetableDatabase;
  let close: () => Promise<void>;
  let loaded: LoadedNetwork;
  let oracle: OracleNetwork;
  let planner: Planner;
  let connections: Connections;
  const start = Date.parse(`${day}T00:00:00Z`) / 1000;

  beforeAll(async () => {
    if (absent) return;
    db = await openTimetableDatabase();
    if (zip === undefined) await importSampleNetwork(db, "2027-03-01");
    else {
      const source = await openFeed(data + zip);
      await db.importFrom(source);
      source.close();
    }
    const dataSource = createDataSource({ url: db.url, schema: "booking", migrations: [], poolSize: 1 });
    await dataSource.initialize();
    close = () => dataSource.destroy();
    loaded = await loadNetwork(transactions(dataSource));
    oracle = await loadOracleNetwork(db.sql);
    planner = createPlanner(loaded.network);
    connections = connectionsOf(oracle, start - 2 * DAY, start + 3 * DAY);
  }, 60_000);
  afterAll(async () => {
    if (absent) return;
    await close();
    await db.close();
  });

  held.each(["departure", "arrival"] as const)(
    `by %s, the journeys of ${PAIRS} random pairs are the oracle's`,
    (axis) => {
      const next = random(axis === "departure" ? 1 : 2);
      const pick = () => Math.floor(next() * loaded.locations.length);
      let points = 0;
      for (let pair = 0; pair < PAIRS; pair += 1) {
        const from = pick();
        const to = pick();
        const earliest = start + Math.floor(next() * 18) * HOUR;
        const latest = earliest + 6 * HOUR - 1;
        if (from === to) continue;
        const [a, b] = [from, to].map((index) => connections.stations.get(loaded.locations[index]?.id ?? ""));
        if (a === undefined || b === undefined) throw new Error("the oracle knows other locations");
        const expected = bestPoints(connections, {
          from: a,
          to: b,
          earliest: axis === "departure" ? earliest : earliest - LONGEST,
          latest,
          maxLegs: MAX_CHANGES + 1,
          longest: LONGEST,
        }).filter((point) => point[axis] >= earliest && point[axis] <= latest);
        const found = planner.range(
          { from, to, axis, maxChanges: MAX_CHANGES, earliest, latest },
          () => undefined,
        );
        points += expected.length;
        const names = [from, to].map((index) => loaded.locations[index]?.name).join(" to ");
        expect([
          names,
          ...found.map((j) => `${j.departure} ${j.arrival} ${j.legs.length}`).toSorted(),
        ]).toEqual([names, ...expected.map((p) => `${p.departure} ${p.arrival} ${p.legs}`).toSorted()]);
      }
      expect(points).toBeGreaterThan(PAIRS / 2);
      process.stdout.write(`${name}, by ${axis}: ${PAIRS} pairs, ${points} best journeys, no difference\n`);
    },
    600_000,
  );
});
