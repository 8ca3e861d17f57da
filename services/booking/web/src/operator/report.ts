import { html, type TemplateResult } from "lit";
import type { RunOnDay } from "../api/types.js";
import { clockTime } from "../format/time.js";
import type { Mistake } from "../forms/problem.js";
import { staff } from "../texts/staff.js";

/** What an operator says of a train, as the API takes it. */
export type Report =
  | { kind: "delay"; minutes: number; reason: string }
  | { kind: "platform"; location: string; position: number; platform: string }
  | { kind: "cancel"; reason: string };

/** As typed, by the field's name. */
export interface Typed {
  minutes: string;
  reason: string;
  /** Position of the call. */
  call: string;
  platform: string;
}

const longestMinutes = 2880;
const longestPlatform = 20;

export function mistakesOf(kind: Report["kind"], { minutes, reason, platform }: Typed): Mistake[] {
  const mistakes: Mistake[] = [];
  if (kind === "delay" && !(/^\d{1,4}$/.test(minutes) && Number(minutes) <= longestMinutes))
    mistakes.push({ text: staff.operator.minutesMissing, field: "report-minutes" });
  if (kind === "platform" && (platform === "" || platform.length > longestPlatform))
    mistakes.push({ text: staff.operator.platformMissing, field: "report-platform" });
  if (kind !== "platform" && reason === "")
    mistakes.push({ text: staff.operator.reasonMissing, field: "report-reason" });
  return mistakes;
}

/** What is asked for each kind. @param calls of the train, once they are known */
export function reportFields(
  kind: Report["kind"],
  typed: Typed,
  calls: RunOnDay["calls"] = [],
): TemplateResult {
  const { operator: words } = staff;
  const reason = textField("report-reason", words.reason, words.reasonHint, typed.reason);
  if (kind === "cancel") return reason;
  if (kind === "delay") {
    const more = { numeric: true };
    return html`${textField("report-minutes", words.minutes, words.minutesHint, typed.minutes, more)}${reason}`;
  }
  return html`<div class="field"><label for="report-call">${words.station}</label>
      <select id="report-call">${calls.map(
        ({ location, arrival, departure, platform }, position) => html`<option value=${position}
          ?selected=${typed.call === String(position)}>${words.callAt(clockTime(position === 0 ? departure : arrival), location.name, platform ?? "")}</option>`,
      )}</select></div>
    ${textField("report-platform", words.newPlatform, words.newPlatformHint, typed.platform, { longest: longestPlatform })}`;
}

function textField(
  id: string,
  label: string,
  hint: string,
  value: string,
  more: { longest?: number; numeric?: boolean } = {},
): TemplateResult {
  return html`<div class="field"><label for=${id}>${label}</label>
    <input id=${id} autocomplete="off" maxlength=${more.longest ?? 300} inputmode=${more.numeric ? "numeric" : "text"}
      .value=${value} aria-describedby="${id}-hint" />
    <p class="hint" id="${id}-hint">${hint}</p></div>`;
}
