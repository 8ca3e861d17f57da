import type { FeedSource } from "./feed-files.js";
import { feedProgress } from "./feed-progress.js";
import type { Progress } from "./import-feed.js";

interface Terminal {
  isTTY?: boolean;
  write(text: string): unknown;
}

const number = new Intl.NumberFormat("en-GB");
const WIDTH = 24;
const REDRAW_MS = 100;

/** A bar over the text of the whole feed, with rows and rows a second; without a terminal, a line for each file and step. */
export function progressBar(
  source: FeedSource,
  output: Terminal,
  now: () => number,
): Progress & { end(): void } {
  const feed = feedProgress(source);
  const start = now();
  let drawn = Number.NEGATIVE_INFINITY;
  let open = false;

  const rate = () => {
    const rows = feed.rows();
    const seconds = Math.max(0.001, (now() - start) / 1000);
    return `${number.format(rows)} rows, ${number.format(Math.round(rows / seconds))}/s`;
  };
  const draw = (file: string) => {
    const share = feed.share();
    const bar = "█".repeat(Math.round(share * WIDTH)).padEnd(WIDTH, "░");
    output.write(`\r\x1b[K${bar} ${String(Math.round(share * 100)).padStart(3)} %  ${rate()}  ${file}`);
    open = true;
  };
  const end = () => {
    if (open) output.write("\r\x1b[K");
    open = false;
  };
  return {
    end,
    step: (name) => {
      end();
      output.write(`${name} (${rate()})\n`);
    },
    reading: (file, rows, bytes) => {
      const finished = bytes >= source.bytes(file);
      feed.reading(file, rows, bytes);
      if (output.isTTY !== true) {
        if (finished && rows > 0) output.write(`read ${file}: ${number.format(rows)} rows\n`);
        return;
      }
      if (!finished && now() - drawn < REDRAW_MS) return;
      drawn = now();
      draw(file);
    },
  };
}
