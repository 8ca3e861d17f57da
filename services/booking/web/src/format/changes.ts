import { t } from "../texts/texts.js";
import { durationText } from "./time.js";

interface TimedLeg {
  from: { name: string; departure: string };
  to: { name: string; arrival: string };
  delayMinutes?: number;
}

export interface Change {
  /** Where the traveller gets off, and where the next train leaves. */
  from: string;
  to: string;
  /** As the trains run now; negative where the next one is gone. */
  minutes: number;
}

export function changesOf(legs: readonly TimedLeg[]): Change[] {
  return legs.slice(1).flatMap((next, index) => {
    const before = legs[index];
    if (before === undefined) return [];
    const time = (Date.parse(next.from.departure) - Date.parse(before.to.arrival)) / 60_000;
    const minutes = Math.round(time) + (next.delayMinutes ?? 0) - (before.delayMinutes ?? 0);
    return [{ from: before.to.name, to: next.from.name, minutes }];
  });
}

/** "Direct", or how often and where: "1 change · Nürnberg Hbf, 12 min". */
export function changesText(legs: readonly TimedLeg[]): string {
  const changes = changesOf(legs);
  if (changes.length === 0) return t.results.direct;
  const places = changes.map(({ from, to, minutes }) =>
    t.results.changePlace(from === to ? from : t.results.walk(from, to), durationText(Math.max(0, minutes))),
  );
  return t.results.changes(changes.length, places.join("; "));
}

/** "38 min to change in Frankfurt (Main) Hbf". */
export function changeText({ from, to, minutes }: Change): string {
  if (minutes < 0) return t.checkout.changeMissed(from);
  const time = durationText(minutes);
  return from === to ? t.checkout.changeHere(time, from) : t.checkout.changeOnFoot(time, from, to);
}
