/** What a user does; each is a request. */
export const steps = ["search", "hold", "release", "pay"] as const;
export type Step = (typeof steps)[number];

/** What came of a user in the end. */
export const ends = ["bought", "abandoned", "gave up"] as const;
export type End = (typeof ends)[number];

export interface Tally {
  started: number;
  ended: Record<End, number>;
  /** Milliseconds of each answered request. */
  latencies: Record<Step, number[]>;
  /** Refusals by step, status and code, such as `hold 409 seats-taken`. */
  refusals: Map<string, number>;
  /** Requests without an answer, by what went wrong. */
  unanswered: Map<string, number>;
}

export const createTally = (): Tally => ({
  started: 0,
  ended: { bought: 0, abandoned: 0, "gave up": 0 },
  latencies: { search: [], hold: [], release: [], pay: [] },
  refusals: new Map(),
  unanswered: new Map(),
});

export const count = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Answers of the kind that must never be seen: the server's own failures, apart from asking to come back. */
export const failures = (tally: Tally): string[] =>
  [...tally.refusals.keys()].filter((key) => / 5\d\d /.test(key) && !/ 503 /.test(key));

/** The tally in lines, for the end. */
export function describeTally(tally: Tally, seconds: number): string[] {
  const requests = steps.flatMap((step) => tally.latencies[step]).length;
  const perSecond = (amount: number) => (amount / Math.max(seconds, 0.001)).toFixed(1);
  const row = (name: string, cells: readonly (string | number)[]) =>
    `  ${name.padEnd(30)}${cells.map((cell) => String(cell).padStart(9)).join("")}`;
  return [
    `${tally.started} users in ${seconds.toFixed(1)} s: ${ends.map((end) => `${tally.ended[end]} ${end}`).join(", ")}`,
    `${perSecond(requests)} requests/s, ${perSecond(tally.ended.bought)} bookings/s`,
    "",
    row("milliseconds", ["answers", "p50", "p95", "p99", "max"]),
    ...steps.map((step) => {
      const all = tally.latencies[step];
      return row(step, [
        all.length,
        ...[0.5, 0.95, 0.99, 1].map((share) => Math.round(percentile(all, share))),
      ]);
    }),
    ...section("refusals", tally.refusals, row),
    ...section("without an answer", tally.unanswered, row),
  ];
}

function section(
  title: string,
  counts: ReadonlyMap<string, number>,
  row: (name: string, cells: number[]) => string,
): string[] {
  if (counts.size === 0) return [];
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return ["", `  ${title}`, ...sorted.map(([key, amount]) => row(`  ${key}`, [amount]))];
}
