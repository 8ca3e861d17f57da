/** Seconds of the service day from "H:MM:SS", beyond 86400 after midnight; undefined where it is blank, NaN where it is no time. */
export function parseTime(text: string): number | undefined {
  if (text === "") return undefined;
  const match = /^(\d{1,3}):([0-5]\d):([0-5]\d)$/.exec(text);
  if (match === null) return Number.NaN;
  return Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]);
}

export interface ReadTimes {
  arrival: number | undefined;
  departure: number | undefined;
}

export interface Times {
  arrival: number;
  departure: number;
}

/**
 * Fills blank times evenly between the calls around them, in whole minutes; one time given serves for both.
 * Undefined where the times cannot be used: none at the first or last call, no time at all, or running backwards.
 */
export function completeTimes(read: readonly ReadTimes[]): Times[] | undefined {
  const known = read.map(({ arrival, departure }) => ({
    arrival: arrival ?? departure,
    departure: departure ?? arrival,
  }));
  const times: Times[] = [];
  for (const [index, { arrival, departure }] of known.entries()) {
    if (arrival !== undefined && departure !== undefined) {
      times.push({ arrival, departure });
      continue;
    }
    const before = times.at(-1);
    const next = known.findIndex((call, i) => i > index && call.arrival !== undefined);
    const after = known[next]?.arrival;
    if (before === undefined || after === undefined) return undefined;
    const step = (after - before.departure) / (next - index + 1);
    const filled = before.departure + Math.floor(step / 60) * 60;
    times.push({ arrival: filled, departure: filled });
  }
  const forward = times.every(
    ({ arrival, departure }, i) => departure >= arrival && arrival >= (times[i - 1]?.departure ?? 0),
  );
  return forward ? times : undefined;
}
