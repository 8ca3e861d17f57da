import type { ServiceDate, WeeklyService } from "./calendar.js";
import type { ReadTimes } from "./times.js";

/** A GTFS feed as it was read: its own ids, nothing judged yet beyond what makes a row readable. */
export interface Feed {
  publisher: string;
  timeZone: string;
  stops: Map<string, FeedStop>;
  routes: Map<string, { shortName: string; type: number }>;
  trips: Map<string, FeedTrip>;
  weekly: WeeklyService[];
  exceptions: ServiceDate[];
  /** Further names of a stop, in any language, by stop id. */
  translations: Map<string, string[]>;
}

export interface FeedStop {
  name: string;
  code: string;
  latitude: number;
  longitude: number;
  /** Stop id of the station that a platform belongs to. */
  parent: string;
  timeZone: string;
  platform: string;
}

export interface FeedTrip {
  routeId: string;
  service: string;
  headsign: string;
  shortName: string;
  calls: FeedCall[];
}

export interface FeedCall extends ReadTimes {
  stopId: string;
  sequence: number;
  pickup: boolean;
  dropOff: boolean;
}
