import type { EventData } from "@railbooker/events/catalogue";
import type { AffectedTraveller } from "@railbooker/events/train-events";
import { type Patience, zoneOf } from "./quiet-hours.js";
import type { Reaction } from "./reaction.js";
import { clockLater, describeDeparture, stationTimeAt } from "./wording.js";

/** Everybody named is told of the delay, or that the train is on time again. */
export function trainDelayed(data: EventData<"TrainDelayed">): Reaction[] {
  const { train, delayMinutes, reason } = data;
  const late = delayMinutes > 0;
  const title = late
    ? `${train.name} is about ${minutesText(delayMinutes)} late`
    : `${train.name} is on time again`;
  return (data.travellers ?? []).map((traveller) => ({
    userId: traveller.userId,
    notification: {
      type: "train-delayed",
      title,
      body: [
        ...traveller.bookings.map(({ from, to }) => {
          const now = late ? `, now about ${clockLater(from.departure, delayMinutes)}` : "";
          return `${from.name} to ${to.name}, ${describeDeparture(from.departure)}${now}.`;
        }),
        ...(late && reason !== "" ? [sentence(reason)] : []),
        references(traveller),
      ].join(" "),
      data: { ...about(data.runId, traveller), delayMinutes },
    },
    mails: [
      {
        template: "delayNotice",
        to: traveller.email,
        data: { train, delayMinutes, ...(reason === "" ? {} : { reason }), bookings: journeys(traveller) },
        optional: "train-delayed",
        canWait: untilWellBefore(traveller.bookings.map(({ from }) => from.departure)),
      },
    ],
  }));
}

export function trainCancelled(data: EventData<"TrainCancelled">): Reaction[] {
  const { train, reason } = data;
  return (data.travellers ?? []).map((traveller) => ({
    userId: traveller.userId,
    notification: {
      type: "train-cancelled",
      title: `${train.name} is cancelled`,
      body: [
        ...traveller.bookings.map(
          ({ from, to }) => `${from.name} to ${to.name}, ${describeDeparture(from.departure)}.`,
        ),
        ...(reason === "" ? [] : [sentence(reason)]),
        references(traveller),
      ].join(" "),
      data: about(data.runId, traveller),
    },
    mails: [
      {
        template: "trainCancelled",
        to: traveller.email,
        data: { train, ...(reason === "" ? {} : { reason }), bookings: journeys(traveller) },
      },
    ],
  }));
}

/** A newer timetable has other times; the mail is always sent, since the ticket still shows the old ones. */
export function trainChanged({ runId, train, travellers }: EventData<"TrainChanged">): Reaction[] {
  return travellers.map((traveller) => ({
    userId: traveller.userId,
    notification: {
      type: "train-changed",
      title: `${train.name} has new times`,
      body: [
        ...traveller.bookings.map(
          ({ from, to, now }) =>
            `${from.name} to ${to.name}, ${describeDeparture(from.departure)}: now ${describeDeparture(now.departure)}, arriving ${now.arrival.slice(11, 16)}.`,
        ),
        references(traveller),
      ].join(" "),
      data: about(runId, traveller),
    },
    mails: [
      {
        template: "trainChanged",
        to: traveller.email,
        data: {
          train,
          bookings: journeys(traveller).map((journey, index) => ({
            ...journey,
            now: traveller.bookings[index]?.now,
          })),
        },
        canWait: untilWellBefore(
          traveller.bookings.flatMap(({ from, now }) => [from.departure, now.departure]),
        ),
      },
    ],
  }));
}

const wellBeforeMs = 4 * 3_600_000;

/** Four hours before the earliest of the departures there is still time to go another way. */
function untilWellBefore(departures: readonly string[]): Patience {
  const earliest = departures.reduce((a, b) => (Date.parse(a) <= Date.parse(b) ? a : b));
  return { until: stationTimeAt(new Date(Date.parse(earliest) - wellBeforeMs), zoneOf(earliest)) };
}

/** `reference` is what the browser links to: the booking that leaves first. */
function about(runId: string, { bookings }: AffectedTraveller): Record<string, unknown> {
  return {
    runId,
    reference: bookings[0]?.reference,
    references: bookings.map(({ reference }) => reference),
  };
}

function journeys({ bookings }: AffectedTraveller): Record<string, unknown>[] {
  return bookings.map(({ reference, from, to }) => ({
    reference,
    from: { name: from.name, departure: from.departure },
    to: { name: to.name, arrival: to.arrival },
  }));
}

function references({ bookings }: AffectedTraveller): string {
  const names = bookings.map(({ reference }) => reference);
  return `${names.length === 1 ? "Reference" : "References"} ${names.join(", ")}.`;
}

const sentence = (reason: string) => (/[.!?]$/.test(reason) ? reason : `${reason}.`);
const minutesText = (minutes: number) => (minutes === 1 ? "1 minute" : `${minutes} minutes`);
