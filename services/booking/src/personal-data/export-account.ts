import type { Clock } from "@railbooker/runtime/clock";
import type { Sql } from "@railbooker/runtime/database";
import { unavailable } from "@railbooker/runtime/errors";
import { userView } from "../accounts/account-schemas.js";
import { type CurrentUser, notSignedIn } from "../accounts/current-user.js";
import { listSignIns, type OwnSignIn } from "../accounts/sign-in-store.js";
import { type ListBookings, readBookings, readStored } from "./export-store.js";

export interface ExportDeps {
  sql: Sql;
  clock: Clock;
  listBookings: ListBookings;
  /** What the notification service holds about the user. */
  exportNotifications: (userId: string) => Promise<object>;
  /** Counts an export, which is much work. @throws AppError `too-many-requests` (429) */
  limitExports: (userId: string) => Promise<void>;
}

/**
 * Everything that is stored about the user, whole or not at all.
 * @throws AppError `unavailable` (503) while the notification service is away, `too-many-requests` (429)
 */
export async function exportAccount(deps: ExportDeps, user: CurrentUser, own: OwnSignIn): Promise<object> {
  const { sql, clock, listBookings, exportNotifications, limitExports } = deps;
  await limitExports(user.id);
  const now = clock();
  const [stored, signIns, bookings, notifications] = await Promise.all([
    readStored(sql, user.id),
    listSignIns(sql, user.id, own, now),
    readBookings(sql, listBookings, user.id),
    exportNotifications(user.id).catch((error: unknown) => {
      throw unavailable("The notification service", error);
    }),
  ]);
  if (stored === undefined) throw notSignedIn();
  const { registeredAt, ...rest } = stored;
  return {
    exportedAt: now,
    account: { ...userView(user), registeredAt },
    signIns,
    bookings,
    ...rest,
    ...notifications,
  };
}
