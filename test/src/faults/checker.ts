import { type ExpectedEffect, expectedEffects, notificationsOfEvents } from "./expected-effects.js";
import type { CommittedEvent, History } from "./history.js";

export interface Verdict {
  /** Committed events that somebody has to be told of. */
  events: number;
  /** Events without their whole effect, and acknowledged bookings without an event. */
  lost: number;
  /** Copies too many at the mail server. */
  duplicated: number;
  /** Events that had their effect before an earlier one of the same booking. */
  reordered: number;
  /** Effects that were stored twice, or that no committed event has asked for. */
  unfounded: number;
  /** Longest time from an event to its mail at the mail server. */
  worstDelayMs: number;
  /** A sentence for each thing found, copies excepted. */
  findings: string[];
}

export interface CheckOptions {
  /** Ids of events that nobody can digest: they belong into the dead letters and may have no effect. */
  poison?: ReadonlySet<string>;
}

/** Holds what was committed against what came of it. Knows nothing but the record. */
export function check(history: History, { poison = new Set() }: CheckOptions = {}): Verdict {
  const told = history.events.filter(({ id, name }) => name in expectedEffects && !poison.has(id));
  const lost = [...lostEvents(history, told), ...lostBookings(history), ...lostPoison(history, poison)];
  const reordered = reorderedEvents(history, told);
  const unfounded = [...storedTwice(history), ...withoutCause(history, poison)];
  return {
    events: told.length,
    lost: lost.length,
    duplicated: copies(history),
    reordered: reordered.length,
    unfounded: unfounded.length,
    worstDelayMs: worstDelay(history),
    findings: [...lost, ...reordered, ...unfounded],
  };
}

function lostEvents(history: History, told: readonly CommittedEvent[]): string[] {
  const notified = groupBy(history.notifications, ({ eventId }) => eventId);
  const mailed = groupBy(history.mails, ({ eventId }) => eventId);
  const delivered = new Set(history.deliveries.map(({ mailId }) => mailId));
  return told.flatMap((event) => {
    const { notification, template } = expectedEffects[event.name] as ExpectedEffect;
    const notes = notified.get(event.id) ?? [];
    const mail = mailed.get(event.id)?.find((each) => each.template === template);
    const missing = [
      notes.some(({ type, userId }) => type === notification && userId === event.userId)
        ? []
        : ["no notification"],
      mail === undefined ? ["no mail"] : [],
      mail !== undefined && !delivered.has(mail.id) ? [`its mail, "${mail.status}", was not delivered`] : [],
    ].flat();
    return missing.length === 0 ? [] : [`lost: ${describe(event)} lacks its effect: ${missing.join(", ")}`];
  });
}

function lostBookings({ acknowledged, events }: History): string[] {
  const created = new Set(
    events.filter(({ name }) => name === "BookingCreated").map(({ subject }) => subject),
  );
  return acknowledged
    .filter(({ reference }) => !created.has(`bookings/${reference}`))
    .map(({ reference }) => `lost: booking ${reference} was acknowledged, and has no event`);
}

function lostPoison({ deadLetters }: History, poison: ReadonlySet<string>): string[] {
  const setAside = new Set(deadLetters);
  return [...poison]
    .filter((id) => !setAside.has(id))
    .map((id) => `lost: the poisonous event ${id} is not in the dead letters`);
}

/** A user's numbers follow each other as events had their effect, and a booking belongs to one user. */
function reorderedEvents({ notifications }: History, told: readonly CommittedEvent[]): string[] {
  const byId = new Map(told.map((event) => [event.id, event]));
  const latest = new Map<string, number>();
  const seen = new Set<string>();
  const inOrder = [...notifications].sort((a, b) => a.seq - b.seq);
  return inOrder.flatMap(({ eventId }) => {
    const event = byId.get(eventId);
    // An effect that came again is counted as such, not as one out of order.
    if (event === undefined || seen.has(eventId)) return [];
    seen.add(eventId);
    const before = latest.get(event.subject) ?? 0;
    latest.set(event.subject, Math.max(before, event.version));
    return event.version < before ? [`reordered: ${describe(event)} came after version ${before}`] : [];
  });
}

function storedTwice({ notifications, mails }: History): string[] {
  const effects = [
    ...notifications.map(({ eventId, userId, type }) => `${type} for ${userId} because of ${eventId}`),
    ...mails.map(({ eventId, template }) => `${template} because of ${eventId}`),
  ];
  const counted = groupBy(effects, (effect) => effect);
  return [...counted]
    .filter(([, same]) => same.length > 1)
    .map(([effect, same]) => `stored ${same.length} times: ${effect}`);
}

function withoutCause(history: History, poison: ReadonlySet<string>): string[] {
  const committed = new Set(history.events.map(({ id }) => id));
  const known = (eventId: string) => committed.has(eventId) && !poison.has(eventId);
  return [
    ...history.notifications
      .filter(({ type, eventId }) => notificationsOfEvents.has(type) && !known(eventId))
      .map(({ type, eventId }) => `unfounded: ${type} because of ${eventId}, which was never committed`),
    ...history.deliveries
      .filter(({ mailId }) => mailId === undefined)
      .map(() => "unfounded: a mail was delivered that is not stored"),
  ];
}

function copies({ deliveries }: History): number {
  const known = deliveries.filter(({ mailId }) => mailId !== undefined);
  return known.length - new Set(known.map(({ mailId }) => mailId)).size;
}

function worstDelay({ events, mails, deliveries }: History): number {
  const committedAt = new Map(events.map(({ id, at }) => [id, at]));
  const askedAt = new Map(mails.map(({ id, eventId }) => [id, committedAt.get(eventId)]));
  const firstAt = new Map<string, number>();
  for (const { mailId, at } of deliveries)
    if (mailId !== undefined) firstAt.set(mailId, Math.min(at, firstAt.get(mailId) ?? at));
  return [...firstAt].reduce((worst, [id, at]) => Math.max(worst, at - (askedAt.get(id) ?? at)), 0);
}

const describe = ({ name, subject, version }: CommittedEvent) => `${name} of ${subject}, version ${version},`;

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
