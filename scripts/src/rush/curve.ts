/**
 * How an opening rush sets in: minutes since the opening, and the share of the day's sales made by then. Measured at the opening
 * of Tatkal sales in India, 24 May to 2 June 2025 (108,000 tickets a day).
 */
const measured = [
  { minute: 0, share: 0 },
  { minute: 1, share: 0.052 },
  { minute: 2, share: 0.263 },
  { minute: 10, share: 0.625 },
] as const;

const last = measured[measured.length - 1] as { minute: number; share: number };

/**
 * When each of so many users arrives, in milliseconds since the opening, earliest first: the first ten minutes,
 * `speed` times as fast.
 */
export function arrivals(users: number, speed: number): number[] {
  return Array.from({ length: users }, (_, index) => {
    const minute = minuteOf(((index + 0.5) / users) * last.share);
    return (minute * 60_000) / speed;
  });
}

function minuteOf(share: number): number {
  const upper = measured.findIndex((point) => point.share >= share);
  const [a, b] = [measured[Math.max(0, upper - 1)] ?? last, measured[upper] ?? last];
  if (a.share === b.share) return b.minute;
  return a.minute + ((share - a.share) / (b.share - a.share)) * (b.minute - a.minute);
}
