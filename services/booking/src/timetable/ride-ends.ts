import type { Leg } from "./run.js";
import { stationTime } from "./station-time.js";

/** Where a ride begins and ends, by the timetable and in the times of its stations. */
export const rideEnds = ({ from, to }: Leg) => ({
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
});
