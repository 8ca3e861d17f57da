import { get } from "../api/http.js";
import type { TrainName } from "../api/types.js";
import { trainText } from "../format/train.js";
import type { ChosenTrain } from "./finding.js";

export interface Departure {
  runId: string;
  train: TrainName;
  to: { id: string; name: string };
  departure: string;
  status: string;
}

interface Run {
  runId: string;
  train: TrainName;
  calls: { location: { id: string; name: string }; departure: string }[];
}

/** @param from local to the station, without offset: `2027-03-01T08:00`. @throws ApiError */
export async function departuresAt(locationId: string, from: string): Promise<Departure[]> {
  const path = `/locations/${encodeURIComponent(locationId)}/departures`;
  return (await get<{ items: Departure[] }>(path, { from, limit: "25" })).items;
}

/** The train with the names of its stations, as it is kept. @throws ApiError */
export async function loadTrain(runId: string): Promise<ChosenTrain> {
  const run = await get<Run>(`/trains/${encodeURIComponent(runId)}`);
  return {
    runId: run.runId,
    name: trainText(run),
    to: run.calls.at(-1)?.location.name ?? "",
    departure: run.calls[0]?.departure ?? "",
    stations: Object.fromEntries(run.calls.map(({ location }) => [location.id, location.name])),
  };
}
