import { type Bench, percentile, report } from "./support/context.js";
import { openSeatShop, seats, segments } from "./support/seat-shop.js";

const clients = 64;
/** So many refusals in a row of one client, each for another random leg, and it gives up. */
const patience = 200;
const trains = 3;

interface Filled {
  sold: number;
  requests: number;
  longestMs: number;
}

/**
 * The crowd buys until nobody gets anything any more. Whatever segment is left unsold then some allocation could still sell: to
 * somebody who asks for just that one. So the share is that of all segments of all seats.
 */
const bench: Bench = async () => {
  const shop = await openSeatShop(trains);
  const all = seats * segments;
  try {
    const results: Filled[] = [];
    for (let day = 0; day < trains; day++) {
      const runId = shop.runId(day);
      const times: number[] = [];
      await Promise.all(
        Array.from({ length: clients }, async () => {
          for (let refused = 0; refused < patience; ) {
            const asked = performance.now();
            await shop.buy(shop.wish(runId)).then(
              () => {
                refused = 0;
              },
              (error: { code?: string }) => {
                if (error.code !== "seats-taken") throw error;
                refused += 1;
              },
            );
            times.push(performance.now() - asked);
          }
        }),
      );
      const [row] = await shop.sql.rows<{ sold: number }>(
        "SELECT sum(upper(segments) - lower(segments))::int AS sold FROM seat_claims WHERE run_id = $1",
        [runId],
      );
      const filled = { sold: row?.sold ?? 0, requests: times.length, longestMs: Math.max(...times) };
      results.push(filled);
      process.stdout.write(
        `${filled.sold} of ${all} segments sold in ${filled.requests} requests; p99 ${percentile(times, 0.99).toFixed(0)} ms, longest ${filled.longestMs.toFixed(0)} ms\n`,
      );
    }
    const worst = Math.min(...results.map(({ sold }) => sold));
    const longest = Math.max(...results.map(({ longestMs }) => longestMs));
    report({
      name: "seats-fill",
      ratio: worst / all,
      bar: ">=0.98",
      ours: `${worst} segments, longest wait ${longest.toFixed(0)} ms`,
      baseline: `${all} segments`,
    });
  } finally {
    await shop.close();
  }
};
export default bench;
