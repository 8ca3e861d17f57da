/** A station, as the API shows it. */
export interface Location {
  id: string;
  name: string;
  code?: string;
  latitude: number;
  longitude: number;
  timeZone: string;
}

/** What finding it needs besides. */
export interface IndexedLocation {
  location: Location;
  /** All ways to type it, between bars; see searchName. */
  searchName: string;
  /** How much happens there; bigger ones come first. */
  size: number;
}
