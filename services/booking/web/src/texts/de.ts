import { account } from "./de/account.js";
import { compensation, exchange, waitlist } from "./de/after-sales.js";
import { board } from "./de/board.js";
import { bookings, findBooking, status, trip } from "./de/bookings.js";
import { checkout } from "./de/checkout.js";
import { classes, fareRules, fares } from "./de/fares.js";
import { live, notifications, preferences } from "./de/notifications.js";
import { papers } from "./de/papers.js";
import { problems } from "./de/problems.js";
import { ride } from "./de/ride.js";
import { results, search } from "./de/search.js";
import { review, seating } from "./de/seating.js";
import { bell, notFound, shell } from "./de/shell.js";
import { help, yourAccount } from "./de/your-account.js";
import type { Texts } from "./en.js";

/** Every text of the pages, in German: formal address, as travellers are used to from railways. */
export const de: Texts = {
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
