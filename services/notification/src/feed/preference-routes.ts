import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { AppError } from "@railbooker/runtime/errors";
import { type Route, route } from "@railbooker/runtime/routes";
import { alwaysTold, defaultPreferences, PreferenceChoices, Preferences } from "../reactions/preferences.js";
import { isTimeZone } from "../reactions/quiet-hours.js";
import type { Kind } from "../reactions/reaction.js";
import { readWishes, writePreferences } from "../travellers/wishes-store.js";
import { userIdOf } from "./authenticate.js";

export function preferenceRoutes({ sql, clock }: { sql: Sql; clock: Clock }): Route[] {
  const path = "/notifications/preferences";
  const shared = { path, tag: "Notifications", access: "user", responses: { 200: Preferences } } as const;
  return [
    route(
      { ...shared, method: "get", summary: "What the user is told, and by which channel" },
      async ({ res }) => {
        const userId = userIdOf(res);
        return { status: 200, body: (await readWishes(sql, [userId])).of(userId).preferences };
      },
    ),
    route(
      {
        ...shared,
        method: "put",
        summary: "Choose what to be told, and by which channel",
        body: PreferenceChoices,
      },
      async ({ body, res }) => {
        const choices = { ...defaultPreferences, ...body };
        refuseSilence(choices);
        refuseUnknownZone(choices);
        await writePreferences(sql, userIdOf(res), choices, clock());
        return { status: 200, body: choices };
      },
    ),
  ];
}

function refuseSilence(choices: Preferences): void {
  for (const channel of ["email", "push"] as const) {
    const silenced = Object.entries(alwaysTold[channel]).filter(([kind]) => !choices[kind as Kind][channel]);
    if (silenced.length === 0) continue;
    const kinds = silenced.map(([kind]) => kind).join(", ");
    throw new AppError({
      kind: "refused",
      code: channel === "email" ? "mail-always-sent" : "push-always-shown",
      message: `"${channel}" cannot be switched off for ${kinds}; leave it true there.`,
      errors: silenced.map(([kind, reason]) => ({ pointer: `/${kind}/${channel}`, detail: `${reason}` })),
    });
  }
}

function refuseUnknownZone({ quietHours }: Preferences): void {
  const timeZone = quietHours?.timeZone;
  if (timeZone === undefined || isTimeZone(timeZone)) return;
  throw new AppError({
    kind: "refused",
    code: "unknown-time-zone",
    message: `"${timeZone}" is no time zone; send an IANA name such as "Europe/Berlin", or leave it out.`,
    errors: [{ pointer: "/quietHours/timeZone", detail: "no such time zone" }],
  });
}
