/** What a train is: decides its route type, speed and standing time. */
export type Category =
  | "ICE"
  | "TGV"
  | "EST"
  | "FR"
  | "AVE"
  | "RJX"
  | "EIP"
  | "RJ"
  | "EC"
  | "IC"
  | "Ex"
  | "AP"
  | "SJ"
  | "RE"
  | "IR"
  | "R"
  | "NJ"
  | "EN";

export type Days = "daily" | "weekdays" | "weekends" | "fri-sun";

/** Clock-face departures. Minutes count from midnight in the agency's zone and may pass 24:00. */
export interface Pattern {
  days: Days;
  first: number;
  last: number;
  everyMinutes: number;
}

/** A line in both directions. */
export interface Line {
  /** As it is signed: "ICE 18". Unique. */
  name: string;
  category: Category;
  /** Train numbers: outward trains take the odd ones from here up, homeward trains the even ones. */
  numbers: number;
  /** Station names in outward order. */
  calls: readonly string[];
  outward: readonly Pattern[];
  /** The same as `outward` where absent. */
  homeward?: readonly Pattern[];
  /** Where the track is slower or faster than the category's usual, kilometres an hour. */
  speed?: number;
  /** How many first calls are for boarding only, and last calls for alighting only. */
  boardingOnly?: number;
  alightingOnly?: number;
}

/** Route types of GTFS and its extension: high speed, long distance, interregional, regional, sleeper, rail. */
export const categories: Readonly<
  Record<Category, { routeType: number; speed: number; dwellMinutes: number }>
> = {
  ICE: { routeType: 101, speed: 185, dwellMinutes: 2 },
  TGV: { routeType: 101, speed: 225, dwellMinutes: 3 },
  EST: { routeType: 101, speed: 200, dwellMinutes: 3 },
  FR: { routeType: 101, speed: 200, dwellMinutes: 2 },
  AVE: { routeType: 101, speed: 225, dwellMinutes: 2 },
  RJX: { routeType: 101, speed: 160, dwellMinutes: 2 },
  EIP: { routeType: 101, speed: 160, dwellMinutes: 2 },
  RJ: { routeType: 102, speed: 115, dwellMinutes: 2 },
  EC: { routeType: 102, speed: 130, dwellMinutes: 2 },
  IC: { routeType: 102, speed: 135, dwellMinutes: 2 },
  Ex: { routeType: 102, speed: 115, dwellMinutes: 2 },
  AP: { routeType: 102, speed: 145, dwellMinutes: 2 },
  SJ: { routeType: 102, speed: 165, dwellMinutes: 2 },
  IR: { routeType: 103, speed: 110, dwellMinutes: 2 },
  RE: { routeType: 106, speed: 105, dwellMinutes: 2 },
  R: { routeType: 2, speed: 100, dwellMinutes: 2 },
  NJ: { routeType: 105, speed: 95, dwellMinutes: 4 },
  EN: { routeType: 105, speed: 90, dwellMinutes: 4 },
};

/** Station names between arrows, so that a line reads as it runs. */
export function calls(path: string): string[] {
  return path.split(">").map((name) => name.trim());
}

function minutes(time: string): number {
  const [hours, mins] = time.split(":").map(Number);
  if (hours === undefined || mins === undefined) throw new Error(`Not a time as HH:MM: ${time}`);
  return hours * 60 + mins;
}

function pattern(days: Days, first: string, last: string, everyMinutes: number): Pattern {
  return { days, first: minutes(first), last: minutes(last), everyMinutes };
}

export const daily = (first: string, last: string, every = 60) => pattern("daily", first, last, every);
export const weekdays = (first: string, last: string, every = 60) => pattern("weekdays", first, last, every);
export const weekends = (first: string, last: string, every = 60) => pattern("weekends", first, last, every);
export const fridaysAndSundays = (first: string, last = first) => pattern("fri-sun", first, last, 60);
export const once = (time: string) => daily(time, time);
