import { design } from "./en/design.js";
import { inspect } from "./en/inspect.js";
import { operator } from "./en/operator.js";

/** What only the pages of those who run the railway say; no traveller's page loads it. */
export const enStaff = { inspect, operator, design };

export type StaffTexts = typeof enStaff;
