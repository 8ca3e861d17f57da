import { withPlatforms } from "../platforms.js";
import { type Run, type RunCall, type RunState, runIdOf } from "../run.js";
import { DROP_OFF, PICKUP, startOf } from "./network.js";
import { dateOf } from "./network-builder.js";
import type { LoadedNetwork } from "./network-store.js";

/** The run that findRun gives, told from memory; where a train begins nobody alights, and where it ends nobody boards. */
export function runOf(
  { network, trains, locations, callPlatform, platforms, callKm }: LoadedNetwork,
  { train, day }: { train: number; day: number },
  live: RunState,
): Run {
  const named = trains[train];
  if (named === undefined) throw new Error(`there is no train ${train} in the network`);
  const start = startOf(network, train, day);
  const first = network.callStart[train] ?? 0;
  const serviceDate = dateOf(network.firstDay + day);
  const calls = Array.from({ length: network.callLength[train] ?? 0 }, (_, position): RunCall => {
    const call = first + position;
    const location = locations[network.callLocation[call] ?? 0];
    const platform = platforms[callPlatform[call] ?? 0] ?? "";
    return {
      position,
      location: { id: location?.id ?? "", name: location?.name ?? "", timeZone: location?.timeZone ?? "UTC" },
      arrival: new Date((start + (network.arrival[call] ?? 0)) * 1000),
      departure: new Date((start + (network.departure[call] ?? 0)) * 1000),
      ...(platform === "" ? {} : { platform }),
      pickup: ((network.callFlags[call] ?? 0) & PICKUP) !== 0,
      dropOff: ((network.callFlags[call] ?? 0) & DROP_OFF) !== 0,
      distanceKm: callKm[call] ?? 0,
    };
  });
  const { id, number, name, category, routeType } = named;
  return {
    runId: runIdOf({ trainId: id, serviceDate }),
    train: { number, name },
    ...{ category, routeType, serviceDate },
    status: live.status,
    delayMinutes: live.delayMinutes,
    calls: withPlatforms(calls, live.platforms),
  };
}
