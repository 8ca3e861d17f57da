/**
 * A station as the data files write it: code (country and three letters, after the codes that railways print
 * on international tickets), native name, latitude, longitude (WGS 84 degrees), and the English name where
 * travellers use another one.
 */
export type StationRow = readonly [
  code: string,
  name: string,
  latitude: number,
  longitude: number,
  english?: string,
];

/** A station of the sample network. A hub has platforms of its own and a change time in minutes. */
export interface Station {
  code: string;
  name: string;
  latitude: number;
  longitude: number;
  timeZone: string;
  english?: string;
  hub?: Hub;
}

export interface Hub {
  /** Minutes to change between two trains here. */
  changeMinutes: number;
  /** Platform names as they are signed, in the order in which lines are spread over them. */
  platforms: readonly string[];
}

const EARTH_RADIUS_KM = 6371;

/** Great-circle distance in kilometres. */
export function distanceKm(a: Station, b: Station): number {
  const rad = Math.PI / 180;
  const half = (x: number) => Math.sin(x / 2) ** 2;
  const h =
    half((b.latitude - a.latitude) * rad) +
    Math.cos(a.latitude * rad) * Math.cos(b.latitude * rad) * half((b.longitude - a.longitude) * rad);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(h));
}
