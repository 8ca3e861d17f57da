import { Accounts1790000000001 } from "./migrations/1-accounts.js";
import { Timetable1790000000002 } from "./migrations/2-timetable.js";
import { Seating1790000000003 } from "./migrations/3-seating.js";
import { Bookings1790000000004 } from "./migrations/4-bookings.js";
import { Outbox1790000000005 } from "./migrations/5-outbox.js";
import { LiveRunDates1790000000006 } from "./migrations/6-live-run-dates.js";
import { Import1790000000007 } from "./migrations/7-import.js";
import { LiveRuns1790000000008 } from "./migrations/8-live-runs.js";
import { Tariffs1790000000009 } from "./migrations/9-tariffs.js";
import { Inventory1790000000010 } from "./migrations/10-inventory.js";
import { Payments1790000000011 } from "./migrations/11-payments.js";
import { Inspections1790000000012 } from "./migrations/12-inspections.js";
import { AfterSales1790000000013 } from "./migrations/13-after-sales.js";
import { Waitlist1790000000014 } from "./migrations/14-waitlist.js";
import { LeanSales1790000000015 } from "./migrations/15-lean-sales.js";
import { ChangedSeats1790000000016 } from "./migrations/16-changed-seats.js";
import { OneCallSales1790000000017 } from "./migrations/17-one-call-sales.js";
import { PassengerTypes1790000000020 } from "./migrations/20-passenger-types.js";
import { OutboxStreams1790000000023 } from "./migrations/23-outbox-streams.js";
import { OperatorActions1790000000030 } from "./migrations/30-operator-actions.js";
import { OutboxHome1790000000031 } from "./migrations/31-outbox-home.js";
import { AccountCare1790000000032 } from "./migrations/32-account-care.js";
import { ResentTickets1790000000033 } from "./migrations/33-resent-tickets.js";
import { TimetableImports1790000000035 } from "./migrations/35-timetable-imports.js";
import { Pruning1790000000036 } from "./migrations/36-pruning.js";
import { Platforms1790000000037 } from "./migrations/37-platforms.js";

/** The Postgres schema of this service's tables. */
export const schema = "booking";

/** In the order they are applied. */
export const migrations = [
  Accounts1790000000001,
  Timetable1790000000002,
  Seating1790000000003,
  Bookings1790000000004,
  Outbox1790000000005,
  LiveRunDates1790000000006,
  Import1790000000007,
  LiveRuns1790000000008,
  Tariffs1790000000009,
  Inventory1790000000010,
  Payments1790000000011,
  Inspections1790000000012,
  AfterSales1790000000013,
  Waitlist1790000000014,
  LeanSales1790000000015,
  ChangedSeats1790000000016,
  OneCallSales1790000000017,
  PassengerTypes1790000000020,
  OutboxStreams1790000000023,
  OperatorActions1790000000030,
  OutboxHome1790000000031,
  AccountCare1790000000032,
  ResentTickets1790000000033,
  TimetableImports1790000000035,
  Pruning1790000000036,
  Platforms1790000000037,
];
