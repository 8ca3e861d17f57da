import { serviceDayStart } from "../service-day.js";
import type { LiveTimetable } from "../timetable-store.js";
import { compileTransfers, type TransferRow } from "./compile-transfers.js";
import { DROP_OFF, type Network, PICKUP, sharedBytes, sharedDoubles, sharedInts } from "./network.js";

/** How much there is at most, so that arrays are made once. */
export interface Counts {
  trains: number;
  calls: number;
}

export interface NetworkCall {
  location: number;
  arrival: number;
  departure: number;
  pickup: boolean;
  dropOff: boolean;
}

const DAY_MS = 86_400_000;
export const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
export const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Takes a timetable in piece by piece and lays it out flat. Locations are counted first; trains come before their calls. */
export function createNetworkBuilder(
  timetables: readonly LiveTimetable[],
  locationCount: number,
  counts: Counts,
) {
  const days = timetables.flatMap(({ validFrom, validTo }) => [dayNumber(validFrom), dayNumber(validTo)]);
  const firstDay = days.length === 0 ? 0 : Math.min(...days);
  const dayCount = days.length === 0 ? 0 : Math.max(...days) - firstDay + 1;
  const [callStart, callLength] = [sharedInts(counts.trains), sharedInts(counts.trains)];
  const [trainPattern, trainService] = [sharedInts(counts.trains), sharedInts(counts.trains)];
  const [callLocation, callFlags] = [sharedInts(counts.calls), sharedBytes(counts.calls)];
  const [arrival, departure] = [sharedInts(counts.calls), sharedInts(counts.calls)];
  const patterns = new Map<string, number>();
  const services: { timetable: number; days: number[] }[] = [];
  let [trainCount, callCount] = [0, 0];

  return {
    addService(timetable: number): number {
      return services.push({ timetable, days: [] }) - 1;
    },
    addServiceDate(service: number, date: string): void {
      services[service]?.days.push(dayNumber(date) - firstDay);
    },
    addTrain(service: number): number {
      trainService[trainCount] = service;
      trainCount += 1;
      return trainCount - 1;
    },
    /** All calls of one train in order. Gives the index of the first. */
    addCalls(train: number, calls: readonly NetworkCall[]): number {
      const start = callCount;
      callStart[train] = start;
      callLength[train] = calls.length;
      let key = "";
      calls.forEach((call, position) => {
        // Nobody alights where a train begins or boards where it ends, whatever the feed says.
        const flags =
          (call.pickup && position < calls.length - 1 ? PICKUP : 0) |
          (call.dropOff && position > 0 ? DROP_OFF : 0);
        callLocation[callCount] = call.location;
        callFlags[callCount] = flags;
        arrival[callCount] = call.arrival;
        departure[callCount] = call.departure;
        key += `${call.location} ${flags} `;
        callCount += 1;
      });
      const pattern = patterns.get(key) ?? patterns.size;
      patterns.set(key, pattern);
      trainPattern[train] = pattern;
      return start;
    },
    finish(transfers: readonly TransferRow[]): Network {
      const bytesPerService = Math.ceil(dayCount / 8);
      const serviceDays = sharedBytes(services.length * bytesPerService);
      const serviceTimetable = sharedInts(services.length);
      services.forEach((service, index) => {
        serviceTimetable[index] = service.timetable;
        for (const day of service.days) {
          const byte = index * bytesPerService + (day >> 3);
          serviceDays[byte] = (serviceDays[byte] ?? 0) | (1 << (day & 7));
        }
      });
      const dayStart = sharedDoubles(timetables.length * dayCount);
      const maxSeconds = sharedInts(timetables.length);
      timetables.forEach(({ timeZone, maxSeconds: max }, timetable) => {
        maxSeconds[timetable] = max;
        for (let day = 0; day < dayCount; day += 1)
          dayStart[timetable * dayCount + day] = serviceDayStart(dateOf(firstDay + day), timeZone);
      });
      return {
        ...{ locationCount, trainCount, callCount, patternCount: patterns.size },
        ...compileTransfers(locationCount, transfers),
        ...{ callStart, callLength, trainPattern, trainService, callLocation, callFlags, arrival, departure },
        ...{ serviceTimetable, serviceDays, bytesPerService, firstDay, dayCount },
        ...{ timetableCount: timetables.length, dayStart, maxSeconds },
      };
    },
  };
}
