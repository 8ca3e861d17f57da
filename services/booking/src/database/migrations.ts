import { Accounts1790000000001 } from "./migrations/1-accounts.js";
import { Timetable1790000000002 } from "./migrations/2-timetable.js";
import { Seating1790000000003 } from "./migrations/3-seating.js";
import { Bookings1790000000004 } from "./migrations/4-bookings.js";
import { Outbox1790000000005 } from "./migrations/5-outbox.js";
import { Import1790000000007 } from "./migrations/7-import.js";

/** The Postgres schema of this service's tables. */
export const schema = "booking";

/** In the order they are applied. */
export const migrations = [
  Accounts1790000000001,
  Timetable1790000000002,
  Seating1790000000003,
  Bookings1790000000004,
  Outbox1790000000005,
  Import1790000000007,
];
