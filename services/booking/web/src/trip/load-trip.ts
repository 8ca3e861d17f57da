import { get } from "../api/http.js";
import type { Booking, RunOnDay } from "../api/types.js";
import { type KeptTrip, keepTrip } from "../offline/kept-trips.js";

/**
 * A booking with its trains and the pictures of its codes, kept on this device for where there is no network.
 * @throws ApiError as the API refuses the booking; trains and pictures that cannot be had are left out
 */
export async function loadTrip(reference: string): Promise<KeptTrip> {
  const booking = await get<Booking>(`/bookings/${encodeURIComponent(reference)}`);
  const [runs, codes] = await Promise.all([loadRuns(booking), loadCodes(booking)]);
  const trip = { savedAt: new Date().toISOString(), booking, runs, codes };
  await keepTrip(trip).catch(() => undefined);
  return trip;
}

export async function loadRuns({ legs }: Booking): Promise<Record<string, RunOnDay>> {
  const ids = [...new Set(legs.map(({ runId }) => runId))];
  return present(ids, (runId) => get<RunOnDay>(`/trains/${encodeURIComponent(runId)}`));
}

function loadCodes({ reference, tickets }: Booking): Promise<Record<string, string>> {
  const valid = tickets.filter(({ status }) => status === "valid").map(({ id }) => id);
  return present(valid, async (id) => {
    const path = `/api/bookings/${encodeURIComponent(reference)}/tickets/${encodeURIComponent(id)}.png`;
    const response = await fetch(path, { signal: AbortSignal.timeout(15_000) });
    if (!response.ok) throw new Error(`the picture answered ${response.status}`);
    return asDataUrl(await response.blob());
  });
}

/** Asks for all at once; what cannot be had is missing. */
async function present<T>(
  ids: readonly string[],
  ask: (id: string) => Promise<T>,
): Promise<Record<string, T>> {
  const answers = await Promise.all(
    ids.map((id) =>
      ask(id).then(
        (answer): [string, T][] => [[id, answer]],
        () => [],
      ),
    ),
  );
  return Object.fromEntries(answers.flat());
}

function asDataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error("the picture cannot be read"));
    reader.readAsDataURL(blob);
  });
}
