import type { Sql } from "@railbooker/runtime/database";
import { type Route, route } from "@railbooker/runtime/routes";
import Type from "typebox";
import { userIdOf } from "../feed/authenticate.js";
import { Preferences } from "../reactions/preferences.js";
import { readTraveller } from "./export-store.js";
import { readWishes } from "./wishes-store.js";

const list = Type.Array(Type.Unknown());

/** This service's part of what users may take with them; the booking service asks for it in their name. */
export const exportRoutes = ({ sql }: { sql: Sql }): Route[] => [
  route(
    {
      method: "get",
      path: "/travellers/export",
      summary: "Everything that is stored here about the user",
      tag: "Notifications",
      access: "user",
      responses: {
        200: Type.Object({ notifications: list, preferences: Preferences, mails: list, reminders: list }),
      },
    },
    async ({ res }) => {
      const userId = userIdOf(res);
      const [stored, wishes] = await Promise.all([readTraveller(sql, userId), readWishes(sql, [userId])]);
      return { status: 200, body: { ...stored, preferences: wishes.of(userId).preferences } };
    },
  ),
];
