import type { EventData } from "@railbooker/events/catalogue";
import type { Reaction } from "./reaction.js";
import { describeDeparture } from "./wording.js";

export function waitlistJoined(data: EventData<"WaitlistJoined">): Reaction {
  const { userId, entryId, runId, position, ride } = data;
  return {
    userId,
    notification: {
      type: "waitlist",
      title: "You are on the waiting list",
      body: `${describeRide(ride)}You are number ${position}. We will tell you as soon as seats are held for you.`,
      data: { entryId, runId, position },
    },
    mails: [],
  };
}

/** Without an address or a ride, as early events were, it is shown and not mailed. */
export function waitlistConfirmed(data: EventData<"WaitlistConfirmed">): Reaction {
  const { userId, entryId, runId, holdId, expiresAt, email, ride } = data;
  const path = pathToPay(data);
  return {
    userId,
    notification: {
      type: "waitlist",
      title: "Seats are held for you",
      body: `${describeRide(ride)}They are yours if you pay by ${expiresAt.slice(11, 16)}.`,
      data: { entryId, runId, holdId, expiresAt, path },
    },
    mails:
      email === undefined || ride === undefined
        ? []
        : [
            {
              template: "waitlistConfirmed",
              to: email,
              data: {
                train: ride.train,
                from: { name: ride.from.name, departure: ride.from.departure },
                to: { name: ride.to.name, arrival: ride.to.arrival },
                expiresAt,
                path,
              },
              optional: "waitlist",
            },
          ],
  };
}

/** Where the browser pays the hold. */
function pathToPay({ runId, holdId, ride, ...wish }: EventData<"WaitlistConfirmed">): string {
  const query = new URLSearchParams({
    from: ride?.from.id ?? "",
    to: ride?.to.id ?? "",
    passengers: String(wish.passengers ?? 1),
    class: wish.serviceClass ?? "second",
    fare: wish.fare ?? "flex",
    hold: holdId,
  });
  return `/trains/${encodeURIComponent(runId)}/book?${query}`;
}

function describeRide(ride: EventData<"WaitlistConfirmed">["ride"]): string {
  if (ride === undefined) return "";
  const { train, from, to } = ride;
  return `${train.name} from ${from.name} to ${to.name}, ${describeDeparture(from.departure)}. `;
}
