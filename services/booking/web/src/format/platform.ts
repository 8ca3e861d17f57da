import { html, type TemplateResult } from "lit";
import type { Platforms } from "../api/types.js";
import { t } from "../texts/texts.js";

/** The platform, and where it is not that of the timetable, both. @param name as it is to be written */
export function platformText(
  { platform = "", plannedPlatform }: Platforms,
  name: (platform: string) => string = (each) => each,
): TemplateResult {
  if (plannedPlatform === undefined) return html`${name(platform)}`;
  return html`<s><span class="visually-hidden">${t.ride.not} </span>${plannedPlatform}</s> <b class="late">${name(platform)}</b>`;
}
