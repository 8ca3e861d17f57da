import { html, svg, type TemplateResult } from "lit";
import { hereTime } from "../format/time.js";
import { t } from "../texts/texts.js";
import type { Live } from "./api.js";

type State = keyof typeof t.operator.state;

interface Tile {
  name: string;
  value: string;
  detail: string;
  state?: State;
}

/** From here on somebody should look, and from there on act; seconds or events. */
const limits = { outboxSeconds: [5, 60], lag: [1000, 20_000], letters: [1, 1] } as const;

const stateOf = (value: number, [look, act]: readonly [number, number]): State =>
  value >= act ? "bad" : value >= look ? "warn" : "good";

function tilesOf({ outbox, bus }: Live): Tile[] {
  const age = outbox.oldestSeconds;
  const groups = bus?.streams.flatMap((stream) => stream.groups) ?? [];
  const lag = groups.reduce((sum, group) => sum + (group.lag ?? 0), 0);
  const pending = groups.reduce((sum, group) => sum + group.pending, 0);
  const waiting: Tile = {
    name: t.operator.outboxAge,
    value: t.operator.seconds(age),
    detail: t.operator.outboxDetail(outbox.waiting),
    state: stateOf(age, limits.outboxSeconds),
  };
  if (bus === undefined) {
    const unknown = { value: t.operator.unknown, detail: t.operator.busAway, state: "unknown" } as const;
    return [waiting, { name: t.operator.lag, ...unknown }, { name: t.operator.letters, ...unknown }];
  }
  return [
    waiting,
    {
      name: t.operator.lag,
      value: String(lag),
      detail: t.operator.lagDetail(pending, bus.streams.length),
      state: stateOf(lag, limits.lag),
    },
    {
      name: t.operator.letters,
      value: String(bus.deadLetters),
      detail: bus.deadLetters === 0 ? t.operator.lettersNone : t.operator.lettersSome,
      state: stateOf(bus.deadLetters, limits.letters),
    },
  ];
}

/** The numbers of the moment; each says in words how it stands, so that nothing hangs on a colour. */
export function tiles(live: Live): TemplateResult {
  return html`<ul class="plain tiles">
    <li class="card tile wide">${bookingsTile(live)}</li>
    ${tilesOf(live).map(
      ({ name, value, detail, state = "good" }) => html`<li class="card tile ${state}">
        <h3>${name}</h3>
        <p class="tile-value">${value}</p>
        <p class="tile-detail"><span class="badge ${state}">${t.operator.state[state]}</span> ${detail}</p>
      </li>`,
    )}
  </ul>`;
}

const height = 40;

function bookingsTile({ bookings }: Live): TemplateResult {
  const total = bookings.reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(1, ...bookings.map(({ count }) => count));
  const bars = bookings.map(({ minute, count }, index) => {
    const tall = count === 0 ? 1 : Math.max(3, (count / most) * height);
    return svg`<rect class=${count === 0 ? "none" : "some"} x=${index * 10 + 1} y=${height - tall} width="8" height=${tall} rx="1"
      ><title>${hereTime(minute)}: ${count}</title></rect>`;
  });
  return html`<h3>${t.operator.perMinute}</h3>
    <div class="tile-bars">
      <p class="tile-value">${bookings.at(-1)?.count ?? 0}</p>
      <svg viewBox="0 0 ${bookings.length * 10} ${height}" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>
    </div>
    <p class="tile-detail">${t.operator.perMinuteDetail(total, bookings.length)}</p>`;
}
