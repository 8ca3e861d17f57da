import { design } from "./de/design.js";
import { inspect } from "./de/inspect.js";
import { operator } from "./de/operator.js";
import type { StaffTexts } from "./en-staff.js";

export const deStaff: StaffTexts = { inspect, operator, design };
