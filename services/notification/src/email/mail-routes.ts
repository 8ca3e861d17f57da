import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { type Route, route } from "@railbooker/runtime/routes";
import Type from "typebox";
import { mailsPerMinute, waitingMails } from "./mail-record.js";

const count = Type.Integer({ minimum: 0 });

/** For the operators' console, which the booking service serves. */
export function mailRoutes({ sql, clock }: { sql: Sql; clock: Clock }): Route[] {
  return [
    route(
      {
        method: "get",
        path: "/mails/outcomes",
        summary: "What became of mails in the last minutes, and how many wait",
        tag: "Mails",
        access: "service",
        query: Type.Object(
          { minutes: Type.Integer({ minimum: 1, maximum: 120, default: 30 }) },
          { additionalProperties: false },
        ),
        responses: {
          200: Type.Object({
            waiting: count,
            oldestSeconds: Type.Number(),
            minutes: Type.Array(
              Type.Object({
                minute: Type.String({ format: "date-time" }),
                sent: count,
                deferred: count,
                failed: count,
                unknown: count,
              }),
            ),
          }),
        },
      },
      async ({ query }) => {
        const now = clock();
        const [minutes, waiting] = await Promise.all([
          mailsPerMinute(sql, now, query.minutes),
          waitingMails(sql, now),
        ]);
        return { status: 200, body: { ...waiting, minutes } };
      },
    ),
  ];
}
