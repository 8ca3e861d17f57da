import type { LeftOut } from "./report.js";

/** A timetable in the product's own ids, ready for the database. */
export interface Timetable {
  feed: string;
  timeZone: string;
  /** YYYY-MM-DD, both included. */
  validFrom: string;
  validTo: string;
  maxSeconds: number;
  locations: LocationRow[];
  trains: TrainRow[];
  calls: CallRow[];
  serviceDates: { service: string; date: string }[];
  leftOut: LeftOut[];
}

export interface LocationRow {
  id: string;
  name: string;
  searchName: string;
  code: string | null;
  latitude: number;
  longitude: number;
  timeZone: string;
  /** How many calls there are here: big stations come first. */
  size: number;
}

export interface TrainRow {
  id: string;
  number: string;
  name: string;
  category: string;
  routeType: number;
  headsign: string;
  service: string;
}

/** Times in seconds of the service day. */
export interface CallRow {
  trainId: string;
  position: number;
  locationId: string;
  arrival: number;
  departure: number;
  platform: string | null;
  pickup: boolean;
  dropOff: boolean;
  distanceKm: number;
}
