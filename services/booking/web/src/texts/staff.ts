import type { StaffTexts } from "./en-staff.js";
import { inLanguage } from "./texts.js";

/** Like `t`, for the pages of those who run the railway. */
export const staff: StaffTexts = await inLanguage<StaffTexts>({
  en: async () => (await import("./en-staff.js")).enStaff,
  de: async () => (await import("./de-staff.js")).deStaff,
});
