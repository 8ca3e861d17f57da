import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { AppError } from "@railbooker/runtime/errors";
import { type Route, route } from "@railbooker/runtime/routes";
import {
  alwaysMailed,
  defaultPreferences,
  PreferenceChoices,
  Preferences,
} from "../reactions/preferences.js";
import { userIdOf } from "./authenticate.js";
import { readPreferences, writePreferences } from "./preference-store.js";

export function preferenceRoutes({ sql, clock }: { sql: Sql; clock: Clock }): Route[] {
  const path = "/notifications/preferences";
  const shared = { path, tag: "Notifications", access: "user", responses: { 200: Preferences } } as const;
  return [
    route(
      { ...shared, method: "get", summary: "What the user is told, and by which channel" },
      async ({ res }) => ({ status: 200, body: await readPreferences(sql, userIdOf(res)) }),
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
        await writePreferences(sql, userIdOf(res), choices, clock());
        return { status: 200, body: choices };
      },
    ),
  ];
}

function refuseSilence(choices: Preferences): void {
  const silenced = alwaysMailed.filter((kind) => !choices[kind].email);
  if (silenced.length === 0) return;
  throw new AppError({
    kind: "refused",
    code: "mail-always-sent",
    message: `Mails of the kind ${silenced.join(", ")} cannot be switched off; leave "email" true there.`,
    errors: silenced.map((kind) => ({ pointer: `/${kind}/email`, detail: "this mail is always sent" })),
  });
}
