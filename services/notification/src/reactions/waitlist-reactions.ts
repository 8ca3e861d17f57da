import type { EventData } from "@railbooker/events/catalogue";
import type { Reaction } from "./reaction.js";
import type { WaitNews } from "./texts.js";

export function waitlistJoined(data: EventData<"WaitlistJoined">): Reaction {
  const { userId, entryId, runId, position, ride } = data;
  return {
    userId,
    notification: {
      type: "waitlist",
      text: (texts) => texts.waitlistJoined({ ride: named(ride), position }),
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
      text: (texts) => texts.waitlistConfirmed({ ride: named(ride), expiresAt }),
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

function named(ride: EventData<"WaitlistConfirmed">["ride"]): WaitNews["ride"] {
  if (ride === undefined) return undefined;
  const { train, from, to } = ride;
  return { train: train.name, from: from.name, to: to.name, departure: from.departure };
}
