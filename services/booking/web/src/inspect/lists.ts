import { keep, kept } from "./database.js";

/** What codes are checked with where there is no connection. */
export interface Lists {
  /** Key id ▶ public key, base64url. */
  keys: Record<string, string>;
  /** Ticket id ▶ this sequence and those before are dead. */
  revoked: Record<string, number>;
  /** When they were fetched, in milliseconds by this device's clock. */
  at: number;
  /** What has to be added to this device's clock to have the server's, in milliseconds. */
  clockOffset: number;
}

/** A clock that is right to this is right: the server tells the time in whole seconds. */
const clockTolerance = 5_000;

export const keptLists = (): Promise<Lists | undefined> => kept<Lists>("lists");

/** @throws Error where the server cannot be reached; the lists of before are kept then. */
export async function refreshLists(): Promise<Lists> {
  const [keySet, revocations] = await Promise.all([
    fetchJson<{ keys: { kid: string; x: string }[] }>("railbooker-ticket-keys.json"),
    fetchJson<{ items: { id: string; sequence: number }[] }>("railbooker-revoked-tickets.json"),
  ]);
  const offset = revocations.serverNow - Date.now();
  const lists: Lists = {
    keys: Object.fromEntries(keySet.data.keys.map(({ kid, x }) => [kid, x])),
    revoked: Object.fromEntries(revocations.data.items.map(({ id, sequence }) => [id, sequence])),
    at: Date.now(),
    clockOffset: Math.abs(offset) < clockTolerance ? 0 : offset,
  };
  await keep("lists", lists);
  return lists;
}

async function fetchJson<T>(name: string): Promise<{ data: T; serverNow: number }> {
  const response = await fetch(`/.well-known/${name}`, {
    signal: AbortSignal.timeout(8_000),
    // A key that was changed an hour ago must not be missed on the way into a tunnel.
    cache: "no-store",
  });
  if (!response.ok) throw new Error(`${name} answered ${response.status}`);
  const date = Date.parse(response.headers.get("date") ?? "");
  return { data: (await response.json()) as T, serverNow: Number.isNaN(date) ? Date.now() : date };
}
