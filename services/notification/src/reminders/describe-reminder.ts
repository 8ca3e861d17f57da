import { zoneOf } from "../reactions/quiet-hours.js";
import type { Reaction } from "../reactions/reaction.js";
import { stationTimeAt } from "../reactions/wording.js";
import type { DueReminder } from "./reminder.js";

/** What the traveller is told, with the day as the station's calendar has it at `now`. */
export function describeReminder(reminder: DueReminder, now: Date): Reaction {
  const { kind, userId, email, reference, runId, departure, delayMinutes, ride } = reminder;
  const [train] = ride.trains;
  if (train === undefined) throw new Error(`reminder ${reminder.id} names no train`);
  const day = dayOf(departure, now);
  return {
    userId,
    notification: {
      type: "reminder",
      text: (texts) =>
        texts.reminder({
          trains: ride.trains.map(({ name }) => name),
          from: ride.from.name,
          to: ride.to.name,
          departure,
          day,
          delayMinutes,
          reference,
        }),
      data: { reference, runId, kind, departure, delayMinutes },
    },
    mails: [
      {
        template: "departureReminder",
        to: email,
        data: {
          train,
          ...(day === undefined ? {} : { day }),
          delayMinutes,
          bookings: [
            {
              reference,
              from: { name: ride.from.name, departure },
              to: { name: ride.to.name, arrival: ride.to.arrival },
            },
          ],
        },
        optional: "reminder",
      },
    ],
  };
}

const dayMs = 24 * 3_600_000;

function dayOf(departure: string, now: Date): "today" | "tomorrow" | undefined {
  const date = departure.slice(0, 10);
  const dateAt = (time: Date) => stationTimeAt(time, zoneOf(departure)).slice(0, 10);
  if (date === dateAt(now)) return "today";
  return date === dateAt(new Date(now.getTime() + dayMs)) ? "tomorrow" : undefined;
}
