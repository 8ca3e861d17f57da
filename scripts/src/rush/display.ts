import { percentile, type Tally } from "./tally.js";

/** One line that is rewritten; without a terminal a line each time. */
export function createDisplay(output: NodeJS.WriteStream): {
  show(tally: Tally, seconds: number): void;
  end(): void;
} {
  return {
    show: (tally, seconds) => {
      const text = describe(tally, seconds);
      output.write(output.isTTY ? `\r\u001b[K${text.slice(0, (output.columns ?? 80) - 1)}` : `${text}\n`);
    },
    end: () => {
      if (output.isTTY) output.write("\n");
    },
  };
}

function describe(tally: Tally, seconds: number): string {
  const { ended, started, refusals, latencies } = tally;
  const done = ended.bought + ended.abandoned + ended["gave up"];
  const refused = [...refusals.values()].reduce((sum, amount) => sum + amount, 0);
  const recent = latencies.pay.slice(-200);
  return `${seconds.toFixed(0).padStart(4)} s  ${started} users, ${started - done} at it, ${ended.bought} bought, ${refused} refusals, paying p95 ${Math.round(percentile(recent, 0.95))} ms`;
}
