/** Servers started for one benchmark, with the durability a real one has. */
export interface BenchContext {
  /** Superuser URL of the database `postgres`. */
  postgresUrl: string;
  redisUrl: string;
}

/** What a file of bench/ exports as its default. It measures its own baseline and prints `report` as its last line. */
export type Bench = (context: BenchContext) => Promise<void>;

export interface Ratio {
  name: string;
  ratio: number;
  /** `>=` where more is better. */
  bar: `${">=" | "<="}${number}`;
  /** With unit, such as `812/s`. */
  ours: string;
  baseline: string;
}

/** The last line of a benchmark. It states and never judges: speed fails no run. */
export function report({ name, ratio, bar, ours, baseline }: Ratio): void {
  process.stdout.write(
    `bench ${name}: ratio=${ratio.toFixed(2)} bar${bar} ours=${ours} baseline=${baseline}\n`,
  );
}

/** Of an odd count the middle one, of an even count the lower middle. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);
