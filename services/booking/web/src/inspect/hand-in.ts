import { call } from "../api/http.js";
import { allReadings, dropReading, keep, kept, type Reading, saveReading } from "./database.js";

interface Merged {
  status: "recorded" | "repeated" | "unknown";
  valid: boolean;
  reason?: string;
  used?: { at: string; by: string };
}

const mostAtOnce = 100;
const keptMs = 36 * 3_600_000;

/**
 * Hands in what this inspector has read without a connection; sent twice it counts once. What the server found otherwise
 * stays, as a dispute. @throws ApiError; what was not handed in stays for the next time.
 */
export async function handIn(inspectorId: string): Promise<void> {
  const device = await deviceName();
  const waiting = (await allReadings())
    .filter((reading) => reading.inspectorId === inspectorId && reading.waiting !== undefined)
    .sort((a, b) => a.at - b.at);
  for (let start = 0; start < waiting.length; start += mostAtOnce) {
    const batch = waiting.slice(start, start + mostAtOnce);
    const items = batch.map(({ waiting: sent, at }) => ({
      ...sent,
      inspectedAt: new Date(at).toISOString(),
      device,
    }));
    const { data } = await call<{ items: Merged[] }>("POST", "/tickets/inspections", { body: { items } });
    for (const [index, reading] of batch.entries()) {
      const merged = data.items[index];
      if (merged !== undefined) await saveReading(afterwards(reading, merged));
    }
  }
}

/** Readings that have been handed in are of use for as long as a ticket may be shown again; then they go. */
export async function pruneReadings(now: number): Promise<void> {
  for (const reading of await allReadings()) {
    if (reading.waiting === undefined && reading.at < now - keptMs) await dropReading(reading.id);
  }
}

function afterwards({ waiting: _sent, ...reading }: Reading, merged: Merged): Reading {
  if (!reading.valid || merged.valid) return reading;
  const { reason = "forged", used } = merged;
  return { ...reading, dispute: { reason, ...used } };
}

async function deviceName(): Promise<string> {
  const known = await kept<string>("device");
  if (known !== undefined) return known;
  const name = `browser ${crypto.randomUUID()}`;
  await keep("device", name);
  return name;
}
