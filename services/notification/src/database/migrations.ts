import { Notifications1790000000001 } from "./migrations/1-notifications.js";
import { Reminders1790000000002 } from "./migrations/2-reminders.js";
import { Silent1790000000003 } from "./migrations/3-silent.js";
import { Doubts1790000000004 } from "./migrations/4-doubts.js";
import { Travellers1790000000005 } from "./migrations/5-travellers.js";
import { MailOutcomes1790000000007 } from "./migrations/7-mail-outcomes.js";

/** The Postgres schema of this service's tables. */
export const schema = "notification";

/** In the order they are applied. */
export const migrations = [
  Notifications1790000000001,
  Reminders1790000000002,
  Silent1790000000003,
  Doubts1790000000004,
  Travellers1790000000005,
  MailOutcomes1790000000007,
];
