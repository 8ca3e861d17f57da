import { get } from "../api/http.js";
import type { Location } from "../api/types.js";
import { recall, remember } from "../shell/store.js";

const key = (id: string): string => `station:${id}`;

export function rememberStation(location: Location): void {
  remember(key(location.id), location);
}

export function knownStation(id: string): Location | undefined {
  return recall<Location>(key(id));
}

export async function findStations(text: string, signal?: AbortSignal): Promise<Location[]> {
  const page = await get<{ items: Location[] }>("/locations", { q: text, limit: "7" }, signal);
  return page.items;
}

function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

/** The station that an id or a whole name means; part of a name is never taken for the first match. */
export async function resolveStation(idOrName: string): Promise<Location | undefined> {
  const known = knownStation(idOrName);
  if (known !== undefined) return known;
  const found = await findStations(idOrName);
  const station =
    found.find((item) => item.id === idOrName) ??
    found.find((item) => folded(item.name) === folded(idOrName));
  if (station !== undefined) rememberStation(station);
  return station;
}
