import { type Bench, median, percentile, report } from "./support/context.js";
import { openFourWrites } from "./support/four-writes.js";
import { openSeatShop } from "./support/seat-shop.js";

const clients = 64;
const rounds = 5;
const seconds = 3;
/** Bookings on one run before the crowd moves on to the next day's: some 70 % of the train. */
const bookingsOfRun = 350;

/**
 * All clients buy 1 to 4 seats for a random leg of one hot run: claim, booking, passengers, tickets and event in one transaction,
 * against four single-row writes by as many clients on the same server.
 */
const bench: Bench = async () => {
  const shop = await openSeatShop(3000);
  const baseline = await openFourWrites(shop.url);
  let started = 0;
  const sell = async (forSeconds: number) => {
    const times: number[] = [];
    const begin = performance.now();
    const end = begin + forSeconds * 1000;
    let refused = 0;
    await Promise.all(
      Array.from({ length: clients }, async () => {
        while (performance.now() < end) {
          const runId = shop.runId(Math.floor(started++ / bookingsOfRun));
          const asked = performance.now();
          await shop.buy(shop.wish(runId)).then(
            () => times.push(performance.now() - asked),
            (error: { code?: string }) => {
              if (error.code !== "seats-taken") throw error;
              refused += 1;
            },
          );
        }
      }),
    );
    return {
      perSecond: (times.length * 1000) / (performance.now() - begin),
      p99: percentile(times, 0.99),
      refused,
    };
  };
  try {
    await sell(2);
    await baseline.measure(1);
    const measured: { ours: number; baseline: number; p99: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      const theirs = await baseline.measure(seconds);
      const ours = await sell(seconds);
      measured.push({ ours: ours.perSecond, baseline: theirs, p99: ours.p99 });
    }
    const [sold] = await shop.sql.rows<{ bookings: string; twice: string }>(
      `SELECT (SELECT count(*) FROM bookings) AS bookings, count(*) FILTER (WHERE clash) AS twice FROM (
         SELECT segments && lag(segments) OVER (PARTITION BY run_id, seat_id ORDER BY segments) AS clash FROM seat_claims) AS c`,
    );
    process.stdout.write(
      `${sold?.bookings} bookings in all, ${sold?.twice} segments sold twice, p99 ${median(measured.map((m) => m.p99)).toFixed(0)} ms; baseline by ${baseline.tool}\n`,
    );
    const [ours, theirs] = [median(measured.map((m) => m.ours)), median(measured.map((m) => m.baseline))];
    report({
      name: "seats",
      ratio: median(measured.map((m) => m.ours / m.baseline)),
      bar: ">=1.5",
      ours: `${Math.round(ours)}/s`,
      baseline: `${Math.round(theirs)}/s`,
    });
  } finally {
    await baseline.close();
    await shop.close();
  }
};
export default bench;
