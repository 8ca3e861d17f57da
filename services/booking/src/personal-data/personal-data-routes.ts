import { type Route, route } from "@railbooker/runtime/routes";
import Type from "typebox";
import { currentUser } from "../accounts/current-user.js";
import { ownSignIn } from "../accounts/passport.js";
import { type ExportDeps, exportAccount } from "./export-account.js";

const list = Type.Array(Type.Unknown());
const Exported = Type.Object({
  exportedAt: Type.String({ format: "date-time" }),
  account: Type.Unknown(),
  signIns: list,
  bookings: list,
  payments: list,
  holds: list,
  waitlist: list,
  inspections: Type.Array(Type.Unknown(), { description: "when own tickets were inspected" }),
  operatorActions: list,
  notifications: list,
  preferences: Type.Unknown(),
  mails: list,
  reminders: list,
});

/** What users may take with them. */
export const personalDataRoutes = (deps: ExportDeps): Route[] => [
  route(
    {
      method: "get",
      path: "/users/me/export",
      summary: "Everything that is stored about you, as a file",
      tag: "accounts",
      access: "user",
      responses: { 200: Exported },
    },
    async ({ req }) => ({
      status: 200,
      body: await exportAccount(deps, currentUser(req), ownSignIn(req)),
      headers: { "content-disposition": 'attachment; filename="railbooker-my-data.json"' },
    }),
  ),
];
