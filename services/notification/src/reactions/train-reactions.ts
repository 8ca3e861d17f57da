import type { EventData } from "@railbooker/events/catalogue";
import type { AffectedTraveller } from "@railbooker/events/train-events";
import { type Patience, zoneOf } from "./quiet-hours.js";
import type { Reaction } from "./reaction.js";
import type { NamedRide } from "./texts.js";
import { stationTimeAt } from "./wording.js";

/** Everybody named is told of the delay, or that the train is on time again. */
export function trainDelayed(data: EventData<"TrainDelayed">): Reaction[] {
  const { train, delayMinutes, reason } = data;
  return (data.travellers ?? []).map((traveller) => ({
    userId: traveller.userId,
    notification: {
      type: "train-delayed",
      text: (texts) => texts.trainDelayed({ ...news(train.name, traveller), reason, delayMinutes }),
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
      text: (texts) => texts.trainCancelled({ ...news(train.name, traveller), reason }),
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
      text: (texts) =>
        texts.trainChanged({
          ...news(train.name, traveller),
          rides: traveller.bookings.map((booked) => ({ ...named(booked), now: booked.now })),
        }),
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

/** Where to go to is told whatever was chosen, and mailed for those who do not look here. */
export function platformChanged(data: EventData<"PlatformChanged">): Reaction[] {
  const { runId, train, location, platform, before, travellers = [] } = data;
  const was = before === undefined ? {} : { before };
  return travellers.map((traveller) => {
    const told = traveller.bookings.map((booked) => {
      const boards = booked.from.id === location.id;
      const end = boards
        ? ({ does: "boards", time: booked.from.departure } as const)
        : ({ does: "alights", time: booked.to.arrival } as const);
      return { ...named(booked), ...end };
    });
    return {
      userId: traveller.userId,
      notification: {
        type: "platform",
        text: (texts) =>
          texts.platformChanged({
            ...news(train.name, traveller),
            ...{ location: location.name, platform, before },
            rides: told,
          }),
        data: { ...about(runId, traveller), location: location.id, platform, ...was },
      },
      mails: [
        {
          template: "platformChanged",
          to: traveller.email,
          data: {
            ...{ train, location: location.name, platform, ...was },
            bookings: journeys(traveller).map((journey, index) => ({ ...journey, does: told[index]?.does })),
          },
          canWait: untilWellBefore(traveller.bookings.map(({ from }) => from.departure)),
        },
      ],
    };
  });
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

const news = (train: string, { bookings }: AffectedTraveller) => ({
  train,
  rides: bookings.map(named),
  references: bookings.map(({ reference }) => reference),
});

const named = ({ from, to }: AffectedTraveller["bookings"][number]): NamedRide => ({
  from: from.name,
  to: to.name,
  departure: from.departure,
});
