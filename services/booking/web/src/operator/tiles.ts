import type { Live } from "@railbooker/booking/operator/operator-schemas";
import { html, type TemplateResult } from "lit";
import { staff } from "../texts/staff.js";
import { minuteBars } from "./minute-bars.js";

type State = keyof typeof staff.operator.state;

interface Tile {
  name: string;
  value: string;
  detail: string;
  state?: State;
}

/** From here on somebody should look, and from there on act; seconds or events. */
const limits = {
  outboxSeconds: [5, 60],
  lag: [1000, 20_000],
  letters: [1, 1],
  mailSeconds: [60, 600],
  lostMails: [1, 20],
} as const;

const stateOf = (value: number, [look, act]: readonly [number, number]): State =>
  value >= act ? "bad" : value >= look ? "warn" : "good";

function tilesOf({ outbox, bus }: Live): Tile[] {
  const age = outbox.oldestSeconds;
  const groups = bus?.streams.flatMap((stream) => stream.groups) ?? [];
  const lag = groups.reduce((sum, group) => sum + (group.lag ?? 0), 0);
  const pending = groups.reduce((sum, group) => sum + group.pending, 0);
  const waiting: Tile = {
    name: staff.operator.outboxAge,
    value: staff.operator.seconds(age),
    detail: staff.operator.outboxDetail(outbox.waiting),
    state: stateOf(age, limits.outboxSeconds),
  };
  if (bus === undefined) {
    const unknown = {
      value: staff.operator.unknown,
      detail: staff.operator.busAway,
      state: "unknown",
    } as const;
    return [waiting, { name: staff.operator.lag, ...unknown }, { name: staff.operator.letters, ...unknown }];
  }
  return [
    waiting,
    {
      name: staff.operator.lag,
      value: String(lag),
      detail: staff.operator.lagDetail(pending, bus.streams.length),
      state: stateOf(lag, limits.lag),
    },
    {
      name: staff.operator.letters,
      value: String(bus.deadLetters),
      detail: bus.deadLetters === 0 ? staff.operator.lettersNone : staff.operator.lettersSome,
      state: stateOf(bus.deadLetters, limits.letters),
    },
  ];
}

/** The numbers of the moment; each says in words how it stands, so that nothing hangs on a colour. */
export function tiles(live: Live): TemplateResult {
  return html`<ul class="plain tiles">
    <li class="card tile wide">${bookingsTile(live)}</li>
    ${mailsTile(live)}
    ${tilesOf(live).map(
      ({ name, value, detail, state = "good" }) => html`<li class="card tile ${state}">
        <h3>${name}</h3>
        <p class="tile-value">${value}</p>
        <p class="tile-detail"><span class="badge ${state}">${staff.operator.state[state]}</span> ${detail}</p>
      </li>`,
    )}
  </ul>`;
}

function bookingsTile({ bookings }: Live): TemplateResult {
  const total = bookings.reduce((sum, { count }) => sum + count, 0);
  const bars = bookings.map(({ minute, count }) => ({ minute, parts: [{ kind: "some" as const, count }] }));
  return html`<h3>${staff.operator.perMinute}</h3>
    <div class="tile-bars"><p class="tile-value">${bookings.at(-1)?.count ?? 0}</p>${minuteBars(bars)}</div>
    <p class="tile-detail">${staff.operator.perMinuteDetail(total, bookings.length)}</p>`;
}

function mailsTile({ mails }: Live): TemplateResult {
  if (mails === undefined)
    return html`<li class="card tile wide unknown"><h3>${staff.operator.mails}</h3><p class="tile-value">${staff.operator.unknown}</p>
      <p class="tile-detail"><span class="badge unknown">${staff.operator.state.unknown}</span> ${staff.operator.mailsAway}</p></li>`;
  const { minutes, waiting, oldestSeconds } = mails;
  const sum = (of: "sent" | "deferred" | "failed" | "unknown") =>
    minutes.reduce((total, minute) => total + minute[of], 0);
  const lost = sum("failed") + sum("unknown");
  const states = [stateOf(oldestSeconds, limits.mailSeconds), stateOf(lost, limits.lostMails)];
  const state = states.includes("bad") ? "bad" : states.includes("warn") ? "warn" : "good";
  const bars = minutes.map(({ minute, sent, deferred, failed, unknown }) => ({
    minute,
    parts: [
      { kind: "some" as const, count: sent },
      { kind: "warn" as const, count: deferred },
      { kind: "bad" as const, count: failed + unknown },
    ],
  }));
  const counts = {
    sent: sum("sent"),
    deferred: sum("deferred"),
    failed: sum("failed"),
    unknown: sum("unknown"),
  };
  return html`<li class="card tile wide ${state}"><h3>${staff.operator.mails}</h3>
    <div class="tile-bars"><p class="tile-value">${minutes.at(-1)?.sent ?? 0}</p>${minuteBars(bars)}</div>
    <p class="tile-detail"><span class="badge ${state}">${staff.operator.state[state]}</span>
      ${staff.operator.mailsDetail(counts, minutes.length)} ${waiting === 0 ? "" : staff.operator.mailsWaiting(waiting, staff.operator.seconds(oldestSeconds))}</p></li>`;
}
