import { account } from "./en/account.js";
import { compensation, exchange, waitlist } from "./en/after-sales.js";
import { board } from "./en/board.js";
import { bookings, findBooking, status, trip } from "./en/bookings.js";
import { checkout } from "./en/checkout.js";
import { classes, fareRules, fares } from "./en/fares.js";
import { live, notifications, preferences } from "./en/notifications.js";
import { papers } from "./en/papers.js";
import { problems } from "./en/problems.js";
import { ride } from "./en/ride.js";
import { results, search } from "./en/search.js";
import { review, seating } from "./en/seating.js";
import { bell, notFound, shell } from "./en/shell.js";
import { help, yourAccount } from "./en/your-account.js";

/** Every text of the pages. Another language is a file of the same shape beside this one. */
export const en = {
  shell,
  bell,
  notFound,
  search,
  results,
  classes,
  fares,
  fareRules,
  checkout,
  seating,
  review,
  bookings,
  status,
  trip,
  ride,
  findBooking,
  exchange,
  compensation,
  papers,
  waitlist,
  live,
  notifications,
  preferences,
  account,
  board,
  yourAccount,
  help,
  problems,
};

export type Texts = typeof en;
