import type { Clock } from "@railbooker/runtime/clock";
import type { InTransaction } from "@railbooker/runtime/database";
import { AppError } from "@railbooker/runtime/errors";
import { type Role, roles } from "../accounts/current-user.js";
import { notAllowed } from "../accounts/guards.js";
import { type ListedUser, lockOperators, setRoles } from "../accounts/user-roles.js";
import { storeAction } from "./action-store.js";

export interface ChangeRolesDeps {
  inTransaction: InTransaction;
  clock: Clock;
}

export interface RoleChange {
  operatorId: string;
  userId: string;
  roles: readonly Role[];
}

/**
 * Gives a user exactly these roles and logs it. Nobody takes their own operator's role away, so there is always an operator:
 * operators that demote each other at once wait for one another, and who is none any more is refused.
 * @throws AppError `not-allowed` (403), `no-such-user` (404), `own-operator-role` (409)
 */
export function changeRoles({ inTransaction, clock }: ChangeRolesDeps) {
  return ({ operatorId, userId, roles: wanted }: RoleChange): Promise<ListedUser> =>
    inTransaction(async (sql) => {
      const operators = await lockOperators(sql);
      if (!operators.includes(operatorId)) throw notAllowed("operator");
      if (userId === operatorId && !wanted.includes("operator")) throw ownRole();
      const changed = await setRoles(
        sql,
        userId,
        roles.filter((role) => wanted.includes(role)),
      );
      if (changed === undefined) throw noSuchUser(userId);
      const { user, before } = changed;
      const detail = { before: inWords(before), after: inWords(user.roles) };
      if (detail.before !== detail.after) {
        await storeAction(sql, { operatorId, action: "roles-changed", subject: userId, detail }, clock());
      }
      return user;
    });
}

const inWords = (held: readonly Role[]): string => roles.filter((role) => held.includes(role)).join(", ");

const ownRole = () =>
  new AppError({
    kind: "conflict",
    code: "own-operator-role",
    message:
      "You cannot take your own operator's role away; another operator can, so that one always remains.",
    errors: [{ pointer: "/roles", detail: 'must keep "operator"' }],
  });

const noSuchUser = (id: string) =>
  new AppError({
    kind: "not-found",
    code: "no-such-user",
    message: `There is no user "${id}"; the account may have been deleted. Search again.`,
  });
