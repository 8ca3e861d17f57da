import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createTestDatabase } from "@railbooker/runtime/testing/postgres";
import { keys, prepareDatabase, productVersion } from "../support/product.js";
import { type Service, startService } from "../support/service.js";
import { Traveller } from "../support/traveller.js";
import type { BuyOrder, BuyResult, Train } from "./support/buy-child.js";
import { type Bench, median, percentile, report } from "./support/context.js";
import { openFourWrites } from "./support/four-writes.js";

const clients = 64;
const rounds = 5;
const milliseconds = 4000;

/**
 * Signed-in clients hold and book over HTTP, one booking process, against four single-row writes by as many clients straight on
 * the same server; then the same with two processes.
 */
const bench: Bench = async ({ redisUrl }) => {
  const closers: (() => Promise<unknown>)[] = [];
  try {
    const database = await createTestDatabase("bench", productVersion(), prepareDatabase);
    closers.push(() => database.drop());
    const env = {
      ...keys(),
      DATABASE_URL: database.url,
      REDIS_URL: redisUrl,
      RATE_LIMIT: "off",
      PURCHASE_LIMIT: "off",
      LOG_LEVEL: "warn",
    };
    const processes: Service[] = [];
    for (let index = 0; index < 2; index++) {
      const service = await startService("booking", env);
      processes.push(service);
      closers.push(() => service.stop());
    }
    const [one, two] = processes as [Service, Service];
    const buyers = await Promise.all(
      Array.from({ length: clients }, () => new Traveller(one.url).register()),
    );
    const tokens = buyers.map((buyer) => buyer.accessToken);
    const loader = fork(fileURLToPath(new URL("support/buy-child.js", import.meta.url)), {
      env: { PATH: process.env["PATH"] },
    });
    closers.push(async () => {
      loader.kill();
      await once(loader, "exit");
    });
    const ask = async <T>(message: BuyOrder | { train: Train }): Promise<T> => {
      loader.send(message);
      const [answer] = (await once(loader, "message")) as [T & { error?: string }];
      if (answer.error !== undefined) throw new Error(answer.error);
      return answer;
    };
    await ask({ train: await busyTrain(buyers[0] as Traveller) });
    const baseline = await openFourWrites(database.url);
    closers.push(() => baseline.close());

    await ask<BuyResult>({ urls: [one.url, two.url], tokens, milliseconds });
    await baseline.measure(1);
    const measured: { ours: number; both: number; baseline: number; p99: number; cpuMs: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      const theirs = await baseline.measure(milliseconds / 1000);
      const before = cpuMs(one);
      const ours = await ask<BuyResult>({ urls: [one.url], tokens, milliseconds });
      const spent = cpuMs(one) - before;
      const both = await ask<BuyResult>({ urls: [one.url, two.url], tokens, milliseconds });
      measured.push({
        ours: ours.perSecond,
        both: both.perSecond,
        baseline: theirs,
        p99: percentile(ours.times, 0.99),
        cpuMs: spent / Math.max(1, ours.bookings),
      });
    }
    const of = (name: "ours" | "both" | "baseline" | "p99" | "cpuMs") =>
      median(measured.map((each) => each[name]));
    process.stdout.write(
      `one process: ${of("ours").toFixed(0)} bookings/s, p99 ${of("p99").toFixed(0)} ms, ${of("cpuMs").toFixed(1)} ms of processor time each, ` +
        `${residentMb(one)} MB; two processes: ${of("both").toFixed(0)} bookings/s; baseline by ${baseline.tool}\n`,
    );
    report({
      name: "booking-http",
      ratio: median(measured.map(({ ours, baseline: theirs }) => ours / theirs)),
      bar: ">=0.2",
      ours: `${Math.round(of("ours"))}/s`,
      baseline: `${Math.round(of("baseline"))}/s`,
    });
  } finally {
    for (const close of closers.reverse()) await close();
  }
};
export default bench;

/** A train with many calls; its runs are sold day after day. */
async function busyTrain(traveller: Traveller): Promise<Train> {
  const journeys = await traveller.search("hamburg", "zürich");
  const [leg] = journeys
    .flatMap(({ legs }) => (legs.length === 1 ? legs : []))
    .sort((a, b) => b.calls.length - a.calls.length);
  if (leg === undefined) throw new Error("the sample network has no direct train from Hamburg to Zürich");
  const trainId = leg.runId.slice(0, leg.runId.lastIndexOf("."));
  return { trainId, calls: leg.calls.map((call) => call.location.id) };
}

/** Processor time of all threads so far; a clock tick is 10 ms. */
function cpuMs({ child }: Service): number {
  const fields = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function residentMb({ child }: Service): number {
  const kb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1];
  return Math.round(Number(kb) / 1024);
}
