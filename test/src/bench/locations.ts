import { compareWithFixed, startBookingBench } from "./support/booking-bench.js";
import { type BenchContext, report } from "./support/context.js";

interface Found {
  items: { id: string; name: string; code?: string }[];
}

/** GET /api/locations, as people type: each beginning of every name, codes, and names without their accents. */
export default async function bench(context: BenchContext): Promise<void> {
  const booking = await startBookingBench(context);
  try {
    const { items } = await booking.get<Found>("/api/locations?q=&limit=50");
    const texts = items.flatMap(({ name, code }) => [
      ...Array.from({ length: name.length }, (_, i) => name.slice(0, i + 1)),
      name.normalize("NFD").replaceAll(/\p{M}/gu, "").toUpperCase(),
      code ?? name,
    ]);
    const paths = [...new Set(texts)].map((text) => `/api/locations?q=${encodeURIComponent(text)}&limit=7`);
    const { ratio, ours, baseline } = await compareWithFixed(booking, paths);
    report({
      name: "locations",
      ratio,
      bar: ">=0.4",
      ours: `${Math.round(ours)}/s`,
      baseline: `${Math.round(baseline)}/s`,
    });
  } finally {
    await booking.stop();
  }
}
