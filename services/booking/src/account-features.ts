import type { AccessTokenKeys } from "@railbooker/runtime/access-token";
import type { Route } from "@railbooker/runtime/routes";
import { type Accounts, type AccountsDeps, createAccounts } from "./accounts/accounts.js";
import { listBookings } from "./bookings/booking-store.js";
import { moveContact } from "./bookings/contact-store.js";
import type { BookingConfig } from "./config.js";
import { exportNotifications } from "./notifications/export-notifications.js";
import { eraseTravels } from "./personal-data/erase-travels.js";
import type { ExportDeps } from "./personal-data/export-account.js";
import { personalDataRoutes } from "./personal-data/personal-data-routes.js";

export type AccountFeatureDeps = Omit<
  AccountsDeps,
  "publicUrl" | "sessionSecrets" | "accessTokenKeys" | "moveContact" | "eraseTravels"
> &
  Pick<ExportDeps, "limitExports"> & {
    /** Connections of their own for sign-ins, which go by keys alone. */
    sales: Pick<AccountsDeps, "sql" | "inTransaction">;
  };

export interface AccountFeatures {
  accounts: Accounts;
  /** Below /api: accounts, and what users take with them. */
  accountRoutes: Route[];
}

/** Accounts, with what other features keep about their users. */
export function createAccountFeatures(
  config: BookingConfig,
  deps: AccountFeatureDeps,
  accessTokenKeys: AccessTokenKeys,
): AccountFeatures {
  const accounts = createAccounts({
    ...deps,
    ...deps.sales,
    publicUrl: config.PUBLIC_URL,
    sessionSecrets: [config.SESSION_SECRET, config.SESSION_SECRET_PREVIOUS ?? ""].filter(
      (secret) => secret !== "",
    ),
    accessTokenKeys,
    moveContact,
    eraseTravels,
  });
  const [accessTokenKey] = accessTokenKeys;
  const exports = personalDataRoutes({
    ...deps,
    listBookings,
    exportNotifications: exportNotifications({
      serviceUrl: config.NOTIFICATION_SERVICE_URL,
      accessTokenKey,
    }),
  });
  return { accounts, accountRoutes: [...accounts.routes, ...exports] };
}
