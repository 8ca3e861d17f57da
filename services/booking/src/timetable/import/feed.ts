import type { Frequency } from "./read-frequencies.js";

/** A GTFS feed but for its stop times and its calendar: its own ids, checked that what it names is there. */
export interface Feed {
  publisher: string;
  timeZone: string;
  stops: Map<string, FeedStop>;
  routes: Map<string, { shortName: string; type: number }>;
  trips: Map<string, FeedTrip>;
  frequencies: Map<string, Frequency[]>;
  /** Further names of a stop, in any language, by stop id. */
  translations: Map<string, string[]>;
}

export interface FeedStop {
  /** Counts from 0 in the order of the file. */
  index: number;
  /** Its row. */
  record: number;
  name: string;
  code: string;
  /** NaN where it is blank or no number. */
  latitude: number;
  longitude: number;
  /** Stop id of the station that it belongs to; "" for one that stands alone. */
  parent: string;
  timeZone: string;
  platform: string;
}

export interface FeedTrip {
  index: number;
  record: number;
  routeId: string;
  service: string;
  headsign: string;
  shortName: string;
}
