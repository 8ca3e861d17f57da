import type { ReportedPlatform, RunCall } from "./run.js";

/** The calls with the platforms that were reported in place of the timetable's. */
export function withPlatforms(calls: RunCall[], reported: readonly ReportedPlatform[]): RunCall[] {
  if (reported.length === 0) return calls;
  return calls.map((call) => {
    const found = reported.find((each) => isAt(call, each));
    const planned = call.platform;
    if (found === undefined || found.platform === planned) return call;
    const { platform } = found;
    // Also where the timetable names none: that a report took its place is seen by the key.
    return { ...call, platform, plannedPlatform: planned };
  });
}

/** What is known of platforms once this is reported too. */
export function reportPlatform(
  reported: readonly ReportedPlatform[],
  { position, location }: Pick<RunCall, "position" | "location">,
  platform: string,
): ReportedPlatform[] {
  const others = reported.filter((each) => !(each.position === position && each.location === location.id));
  return [...others, { position, location: location.id, platform }];
}

const isAt = (call: RunCall, { position, location }: ReportedPlatform): boolean =>
  call.position === position && call.location.id === location;

/** The platforms of a call as the API shows them. */
export const platformsOf = ({
  platform,
  plannedPlatform,
}: {
  platform?: string | undefined;
  plannedPlatform?: string | undefined;
}): { platform?: string; plannedPlatform?: string } => ({
  ...(platform === undefined ? {} : { platform }),
  ...(plannedPlatform === undefined ? {} : { plannedPlatform }),
});

/** Every platform that was reported, for those who show the calls already. */
export function platformNews(
  calls: readonly RunCall[],
  reported: readonly ReportedPlatform[],
): { position: number; platform: string; plannedPlatform?: string }[] {
  const asPlanned = calls.map((call) => {
    const { platform, plannedPlatform, ...rest } = call;
    const planned = "plannedPlatform" in call ? plannedPlatform : platform;
    return planned === undefined ? rest : { ...rest, platform: planned };
  });
  const now = withPlatforms(asPlanned, reported);
  return now
    .filter((call) => reported.some((each) => isAt(call, each)))
    .flatMap(({ position, platform, plannedPlatform }) =>
      platform === undefined ? [] : [{ position, platform, ...platformsOf({ platform, plannedPlatform }) }],
    );
}
