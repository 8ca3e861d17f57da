import { type Route, route } from "@railbooker/runtime/routes";
import Type from "typebox";
import { currentUser } from "../../accounts/current-user.js";
import { cancelRun } from "./cancel-run.js";
import type { ChangeRunDeps } from "./change-run.js";
import { reportDelay } from "./report-delay.js";
import { reportPlatform } from "./report-platform.js";

const LONGEST_DELAY_MINUTES = 2880;

const params = Type.Object({ runId: Type.String({ maxLength: 100 }) });
/** Which call of a run is meant. */
export const rideEnd = {
  location: Type.String({ minLength: 1, maxLength: 80 }),
  position: Type.Optional(
    Type.Integer({ minimum: 0, description: "of the call among all, from 0: where it calls there twice" }),
  ),
};
const reason = Type.String({ minLength: 1, maxLength: 300, description: "shown to travellers" });
const LiveRun = Type.Object({
  runId: Type.String(),
  status: Type.Union([Type.Literal("scheduled"), Type.Literal("cancelled")]),
  delayMinutes: Type.Integer(),
  reason: Type.String(),
  told: Type.Integer({ description: "travellers that are told; 0 where nothing has changed" }),
});

/** What operators report of a run on the day. */
export function liveRoutes(deps: ChangeRunDeps): Route[] {
  const [delay, cancel, platform] = [reportDelay(deps), cancelRun(deps), reportPlatform(deps)];
  const shared = {
    method: "post",
    tag: "operator",
    access: "operator",
    params,
    responses: { 200: LiveRun },
  } as const;
  return [
    route(
      {
        ...shared,
        path: "/operator/trains/:runId/delay",
        summary: "Report a delay; 0 minutes for on time again",
        body: Type.Object(
          { minutes: Type.Integer({ minimum: 0, maximum: LONGEST_DELAY_MINUTES }), reason },
          { additionalProperties: false },
        ),
      },
      async ({ params, body, req }) => ({
        status: 200,
        body: await delay({ ...params, ...body, operatorId: currentUser(req).id }),
      }),
    ),
    route(
      {
        ...shared,
        path: "/operator/trains/:runId/cancel",
        summary: "Cancel a run",
        body: Type.Object({ reason }, { additionalProperties: false }),
      },
      async ({ params, body, req }) => ({
        status: 200,
        body: await cancel({ ...params, ...body, operatorId: currentUser(req).id }),
      }),
    ),
    route(
      {
        ...shared,
        path: "/operator/trains/:runId/platform",
        summary: "Report the platform at which a run calls at a location",
        body: Type.Object(
          {
            ...rideEnd,
            platform: Type.String({ pattern: "^\\S(.{0,18}\\S)?$", description: "as signs show it" }),
          },
          { additionalProperties: false },
        ),
      },
      async ({ params, body, req }) => ({
        status: 200,
        body: await platform({ ...params, ...body, operatorId: currentUser(req).id }),
      }),
    ),
  ];
}
