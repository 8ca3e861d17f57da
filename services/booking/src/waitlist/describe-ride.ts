import type { WaitedRide } from "@railbooker/events/booking-events";
import type { Leg, Run } from "../timetable/run.js";
import { stationTime } from "../timetable/station-time.js";

/** The ride in the words and times of its stations. */
export function describeRide({ train }: Run, { from, to }: Leg): WaitedRide {
  return {
    train,
    from: {
      id: from.location.id,
      name: from.location.name,
      departure: stationTime(from.departure, from.location.timeZone),
    },
    to: {
      id: to.location.id,
      name: to.location.name,
      arrival: stationTime(to.arrival, to.location.timeZone),
    },
  };
}
