import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createEnvelope } from "@railbooker/events/envelope";
import { waitFor } from "@railbooker/runtime/testing/wait";
import pg from "pg";
import { io, type Socket } from "socket.io-client";
import { startProduct } from "../support/product.js";
import { Traveller } from "../support/traveller.js";
import { type Bench, type BenchContext, median, percentile, report } from "./support/context.js";
import { type Latencies, type Seen, steadyWrites } from "./support/steady-writes.js";

const rounds = 5;
const load = { perSecond: 100, seconds: 4 };
const travellers = 16;

type Measure = () => Promise<Latencies>;
interface Path {
  measure: Measure;
  close(): Promise<void>;
}

/**
 * From the commit of an event to the packet in the browser, the stored notification included, at 100 events a second: written by
 * a booking process that does not lead the relay. Against a path without stores, over the same Postgres and Redis.
 */
const bench: Bench = async (context) => {
  const ours = await openOurs(context);
  const bare = await openBare(context);
  try {
    await bare.measure();
    await ours.measure();
    const measured: { ours: Latencies; bare: Latencies }[] = [];
    for (let round = 0; round < rounds; round++)
      measured.push({ bare: await bare.measure(), ours: await ours.measure() });
    const lost = measured.reduce((sum, each) => sum + each.ours.lost + each.bare.lost, 0);
    if (lost > 0) throw new Error(`${lost} packets never came`);
    const of = (which: "ours" | "bare", share: number) =>
      median(measured.map((each) => percentile(each[which].times, share)));
    report({
      name: "bus-latency-tail",
      ratio: median(measured.map(({ ours: { times } }) => percentile(times, 0.99) / median(times))),
      bar: "<=6",
      ours: `${of("ours", 0.99).toFixed(1)}ms`,
      baseline: `${of("ours", 0.5).toFixed(1)}ms`,
    });
    report({
      name: "bus-latency",
      ratio: median(measured.map((each) => median(each.ours.times) / median(each.bare.times))),
      bar: "<=3",
      ours: `${of("ours", 0.5).toFixed(1)}ms`,
      baseline: `${of("bare", 0.5).toFixed(1)}ms`,
    });
  } finally {
    await bare.close();
    await ours.close();
  }
};
export default bench;

/** The product as processes; its browsers are sockets of this one. */
async function openOurs({ redisUrl }: BenchContext): Promise<Path> {
  const product = await startProduct({ redisUrl, env: { LOG_LEVEL: "warn" } });
  const url = product.bookings[0]?.url ?? "";
  const people = await Promise.all(Array.from({ length: travellers }, () => new Traveller(url).register()));
  const sockets = people.map(({ accessToken }) =>
    io(url, { transports: ["websocket"], auth: { token: accessToken } }),
  );
  await waitFor("the browsers", () => sockets.every((socket) => socket.connected));
  const pool = new pg.Pool({ connectionString: product.databaseUrl, max: 4 });
  let turn = 0;
  const commit = async (entryId: string) => {
    const userId = people[turn++ % travellers]?.id ?? "";
    const data = { entryId, userId, runId: "T1.2027-01-01", position: 1 };
    const fact = { name: "WaitlistJoined", aggregateId: entryId, aggregateVersion: 1, data } as const;
    const { id, subject, aggregateversion, ...rest } = createEnvelope(fact, new Date());
    const envelope = JSON.stringify({ id, subject, aggregateversion, ...rest });
    await pool.query(
      "INSERT INTO booking.outbox (event_id, subject, version, envelope) VALUES ($1, $2, $3, $4)",
      [id, subject, aggregateversion, envelope],
    );
    // Not waited for, as by the service: it is no part of the commit.
    void pool.query(`NOTIFY "railbooker:outbox-relay"`);
  };
  return {
    measure: () => steadyWrites(load, commit, watchAll(sockets)),
    close: async () => {
      for (const socket of sockets) socket.disconnect();
      await pool.end();
      await product.stop();
    },
  };
}

async function openBare({ postgresUrl, redisUrl }: BenchContext): Promise<Path> {
  const child = fork(fileURLToPath(new URL("support/bare-bus-child.js", import.meta.url)), [
    postgresUrl,
    redisUrl,
  ]);
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  const socket = io(`http://127.0.0.1:${port}`, { transports: ["websocket"], forceNew: true });
  await waitFor("the socket", () => socket.connected);
  const pool = new pg.Pool({ connectionString: postgresUrl, max: 4 });
  await pool.query("CREATE TABLE IF NOT EXISTS bare_events (id uuid PRIMARY KEY, event json)");
  const commit = async (entryId: string) => {
    const event = JSON.stringify({ data: { entryId } });
    await pool.query(
      "WITH written AS (INSERT INTO bare_events VALUES ($1, $2::json)) SELECT pg_notify('bare', $2::text)",
      [entryId, event],
    );
  };
  return {
    measure: () => steadyWrites(load, commit, watchAll([socket])),
    close: async () => {
      socket.disconnect();
      await pool.end();
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}

const watchAll = (sockets: readonly Socket[]) => (seen: Seen) => {
  const listener = ({ data }: { data?: { entryId?: string } }) => {
    if (data?.entryId !== undefined) seen.arrived(data.entryId);
  };
  for (const socket of sockets) socket.on("notification", listener);
  return () => {
    for (const socket of sockets) socket.off("notification", listener);
  };
};
