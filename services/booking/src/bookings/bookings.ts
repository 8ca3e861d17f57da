import type { Route } from "@railbooker/runtime/routes";
import { ticketRoutes } from "../tickets/ticket-routes.js";
import { afterSalesRoutes } from "./after-sales-routes.js";
import { bookingRoutes } from "./booking-routes.js";
import { listBookings } from "./booking-store.js";
import { type CancelBookingDeps, cancelBooking } from "./cancel-booking.js";
import { claimCompensation, getCompensation } from "./claim-compensation.js";
import { type CreateBookingDeps, createBooking } from "./create-booking.js";
import { exchangeBooking } from "./exchange-booking.js";
import { exchangeQuote } from "./exchange-quote.js";
import { getBooking, getRefundQuote } from "./get-booking.js";
import { getReceipt } from "./get-receipt.js";
import { resendTickets } from "./resend-tickets.js";
import { openLink, requestLink } from "./retrieve-booking.js";
import { retrieveRoutes } from "./retrieve-routes.js";

/** The life of a booking: paid, looked at, exchanged, cancelled; and its tickets. */
export function createBookings(deps: CreateBookingDeps & CancelBookingDeps): { routes: Route[] } {
  const get = getBooking(deps.sql);
  return {
    routes: [
      ...bookingRoutes({
        createBooking: createBooking(deps),
        getBooking: get,
        listBookings: (userId, cursor) => listBookings(deps.sql, userId, cursor),
        refundQuote: getRefundQuote(deps.sql, deps.clock),
        cancelBooking: cancelBooking(deps),
      }),
      ...retrieveRoutes({ requestLink: requestLink(deps), openLink: openLink(deps) }),
      ...afterSalesRoutes({
        exchangeQuote: exchangeQuote(deps),
        exchangeBooking: exchangeBooking(deps),
        getCompensation: getCompensation(deps),
        claimCompensation: claimCompensation(deps),
        resendTickets: resendTickets(deps),
      }),
      ...ticketRoutes({ getBooking: get, getReceipt: getReceipt(deps.sql) }),
    ],
  };
}
