import type { LiveTimetable } from "../../timetable-store.js";
import type { TransferRow } from "../compile-transfers.js";
import type { Network } from "../network.js";
import { createNetworkBuilder } from "../network-builder.js";
import type { OracleNetwork } from "./csa.js";

/** A network of the tests: locations are named "0", "1" and so on, and index themselves. */
export interface PlainNetwork extends OracleNetwork {
  locations: number;
}

/** The same network as the search holds it. */
export function compilePlain(plain: PlainNetwork): Network {
  const zones = [...new Set(plain.trains.map(({ timeZone }) => timeZone))];
  const dates = plain.trains.flatMap((train) => train.dates).toSorted();
  const timetables: LiveTimetable[] = zones.map((timeZone, index) => ({
    id: String(index),
    feed: timeZone,
    timeZone,
    validFrom: dates.at(0) ?? "2027-03-01",
    validTo: dates.at(-1) ?? "2027-03-01",
    maxSeconds: plain.trains
      .filter((train) => train.timeZone === timeZone)
      .flatMap(({ calls }) => calls)
      .reduce((max, { arrival, departure }) => Math.max(max, arrival, departure), 0),
  }));
  const builder = createNetworkBuilder(timetables, plain.locations, {
    trains: plain.trains.length,
    calls: plain.trains.reduce((sum, { calls }) => sum + calls.length, 0),
  });
  for (const train of plain.trains) {
    const service = builder.addService(zones.indexOf(train.timeZone));
    for (const date of train.dates) builder.addServiceDate(service, date);
    builder.addCalls(
      builder.addTrain(service),
      train.calls.map((call) => ({ ...call, location: Number(call.location) })),
    );
  }
  const transfers: TransferRow[] = [...(plain.changes ?? [])].map(([id, seconds]) => ({
    from: Number(id),
    to: Number(id),
    type: seconds === undefined ? 3 : 2,
    minSeconds: seconds ?? null,
  }));
  for (const { from, to, seconds } of plain.walks ?? [])
    transfers.push({ from: Number(from), to: Number(to), type: 2, minSeconds: seconds });
  return builder.finish(transfers);
}
