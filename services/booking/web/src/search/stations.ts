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

/**
 * The station that an id or a name means. Of a name its beginning is enough where just one station begins so; among
 * several the traveller chooses, never we.
 */
export async function resolveStation(idOrName: string): Promise<Location | undefined> {
  const known = knownStation(idOrName);
  if (known !== undefined) return known;
  const found = await findStations(idOrName);
  const text = folded(idOrName);
  const beginning = found.filter((item) => folded(item.name).startsWith(text));
  const station =
    found.find((item) => item.id === idOrName) ??
    found.find((item) => folded(item.name) === text) ??
    (beginning.length === 1 ? beginning[0] : undefined);
  if (station !== undefined) rememberStation(station);
  return station;
}
