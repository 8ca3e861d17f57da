import { html, type TemplateResult } from "lit";
import { t } from "../texts/texts.js";
import type { QuietHours } from "./preferences-api.js";

/** This device's zone. */
export const hereZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

const spoken = (zone: string): string => zone.replaceAll("_", " ");

export function quietFields({ from, to, timeZone = "" }: QuietHours): TemplateResult {
  const here = hereZone();
  const others = Intl.supportedValuesOf("timeZone").filter((zone) => zone !== here);
  // What is stored stays among the choices, however this browser spells it.
  if (timeZone !== "" && timeZone !== here && !others.includes(timeZone)) others.unshift(timeZone);
  const option = (zone: string, text: string): TemplateResult =>
    html`<option value=${zone} ?selected=${zone === timeZone}>${text}</option>`;
  return html`<div class="quiet-fields">
    <div class="field"><label for="quiet-from">${t.preferences.quietFrom}</label>
      <input id="quiet-from" type="time" .value=${from} required /></div>
    <div class="field"><label for="quiet-to">${t.preferences.quietTo}</label>
      <input id="quiet-to" type="time" .value=${to} required /></div>
    <div class="field"><label for="quiet-zone">${t.preferences.zone}</label>
      <select id="quiet-zone">
        ${option("", t.preferences.zoneStation)} ${option(here, t.preferences.zoneHere(spoken(here)))}
        ${others.map((zone) => option(zone, spoken(zone)))}
      </select></div>
  </div>`;
}

/** As typed; an empty time where none was. */
export function readQuietHours(form: HTMLElement): QuietHours {
  const value = (id: string): string =>
    form.querySelector<HTMLInputElement | HTMLSelectElement>(`#${id}`)?.value ?? "";
  const timeZone = value("quiet-zone");
  return {
    from: value("quiet-from"),
    to: value("quiet-to"),
    ...(timeZone === "" ? {} : { timeZone }),
  };
}
