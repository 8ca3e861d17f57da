import { svg, type TemplateResult } from "lit";
import { hereTime } from "../format/time.js";

export interface MinuteBar {
  minute: string;
  /** From the bottom up, each with its style. */
  parts: { kind: "some" | "warn" | "bad"; count: number }[];
}

const height = 40;
const shortest = 3;

/** One bar a minute, as tall as its share of the tallest. The numbers stand beside it in words. */
export function minuteBars(bars: readonly MinuteBar[]): TemplateResult {
  const totals = bars.map(({ parts }) => parts.reduce((sum, { count }) => sum + count, 0));
  const most = Math.max(1, ...totals);
  return svg`<svg viewBox="0 0 ${bars.length * 10} ${height}" preserveAspectRatio="none" aria-hidden="true">
    ${bars.map((bar, index) => column(bar, index * 10 + 1, totals[index] ?? 0, most))}</svg>`;
}

function column({ minute, parts }: MinuteBar, x: number, total: number, most: number): TemplateResult {
  if (total === 0) return rect("none", x, height - 1, 1, `${hereTime(minute)}: 0`);
  const tall = Math.max(shortest, (total / most) * height);
  let top = height;
  const drawn = parts
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => {
      const part = (count / total) * tall;
      top -= part;
      return rect(kind, x, top, part, `${hereTime(minute)}: ${count}`);
    });
  return svg`${drawn}`;
}

const rect = (kind: string, x: number, y: number, tall: number, title: string): TemplateResult =>
  svg`<rect class=${kind} x=${x} y=${y} width="8" height=${tall}><title>${title}</title></rect>`;
