import { compareWithFixed, startBookingBench } from "./support/booking-bench.js";
import { type BenchContext, report } from "./support/context.js";

interface Found {
  items: { id: string }[];
}

const HOUR_MS = 3_600_000;
const pairsAsked = 400;

/** GET /api/trains with availability and price: random pairs of stations, at hours of the coming week. */
export default async function bench(context: BenchContext): Promise<void> {
  const booking = await startBookingBench(context);
  try {
    const { items } = await booking.get<Found>("/api/locations?q=&limit=50");
    const random = randomFrom(1);
    const start = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS;
    const paths = Array.from({ length: pairsAsked }, () => {
      const from = Math.floor(random() * items.length);
      const to = (from + 1 + Math.floor(random() * (items.length - 1))) % items.length;
      const query = new URLSearchParams({
        from: items[from]?.id ?? "",
        to: items[to]?.id ?? "",
        departAfter: new Date(start + Math.floor(random() * 168) * HOUR_MS).toISOString(),
      });
      return `/api/trains?${query}`;
    });
    const { ratio, ours, baseline } = await compareWithFixed(booking, paths);
    report({
      name: "search-http",
      ratio,
      bar: ">=0.2",
      ours: `${Math.round(ours)}/s`,
      baseline: `${Math.round(baseline)}/s`,
    });
  } finally {
    await booking.stop();
  }
}

/** The same numbers in every run, 0 up to 1. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
