import type { Sql } from "@railbooker/runtime/database";
import { type Route, route } from "@railbooker/runtime/routes";
import { currentUser } from "../accounts/current-user.js";
import { type ListedUser, searchUsers } from "../accounts/user-roles.js";
import { type ChangeRolesDeps, changeRoles } from "./change-roles.js";
import * as shape from "./operator-schemas.js";

export interface UserRoutesDeps extends ChangeRolesDeps {
  sql: Sql;
}

const shared = { tag: "operator", access: "operator" } as const;
const defaultLimit = 25;

/** Who may do what. */
export function userRoutes(deps: UserRoutesDeps): Route[] {
  const change = changeRoles(deps);
  return [
    route(
      {
        ...shared,
        method: "get",
        path: "/operator/users",
        summary: "Users by address, and the roles they have",
        query: shape.UsersQuery,
        responses: { 200: shape.Users },
      },
      async ({ query: { limit = defaultLimit, cursor, ...filter } }) => {
        const after = cursor === undefined ? {} : { after: cursor };
        const found = await searchUsers(deps.sql, { ...filter, ...after, limit: limit + 1 });
        const items = found.slice(0, limit).map(userJson);
        const last = found.length > limit ? items.at(-1) : undefined;
        return { status: 200, body: { items, ...(last === undefined ? {} : { nextCursor: last.id }) } };
      },
    ),
    route(
      {
        ...shared,
        method: "patch",
        path: "/operator/users/:id",
        summary: "Give a user exactly these roles",
        params: shape.UserParams,
        body: shape.RolesBody,
        responses: { 200: shape.ListedUser },
      },
      async ({ params, body, req }) => {
        const wish = { operatorId: currentUser(req).id, userId: params.id, roles: body.roles };
        return { status: 200, body: userJson(await change(wish)) };
      },
    ),
  ];
}

const userJson = ({ id, email, name, emailVerified, roles, createdAt }: ListedUser) => ({
  id,
  email,
  name,
  emailVerified,
  roles,
  createdAt,
});
