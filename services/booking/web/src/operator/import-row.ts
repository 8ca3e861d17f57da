import type { TimetableImport } from "@railbooker/booking/timetable/operator-timetable-schemas";
import { html, nothing, type TemplateResult } from "lit";
import { dayText, hereDateTime } from "../format/time.js";
import { staff } from "../texts/staff.js";

const tone = { running: "", done: "good", refused: "bad", interrupted: "bad" } as const;

/** One import: how far it is, or what came of it. */
export function importRow(item: TimetableImport): TemplateResult {
  const { operator, fileName, startedAt, state, result, problem } = item;
  return html`<li class="card import">
    <p><b>${fileName}</b> <span class="badge ${tone[state]}">${staff.operator.importState[state]}</span>
      <small>${staff.operator.begun(operator === "" ? staff.operator.someone : operator, hereDateTime(startedAt))}</small></p>
    ${state === "running" ? running(item) : nothing}
    ${state === "interrupted" ? html`<p>${staff.operator.importInterrupted}</p>` : nothing}
    ${problem === null ? nothing : html`<p class="letter-reason">${problem}</p>`}
    ${result === null ? nothing : outcome(result)}
  </li>`;
}

function running({ step, share, rows, fileName }: TimetableImport): TemplateResult {
  const words = staff.operator.steps[step](rows);
  // Past the reading nobody knows how long it takes: the bar then says only that something happens.
  const bar =
    step === "reading"
      ? html`<progress max="1" .value=${share} aria-label=${staff.operator.progressOf(fileName)}></progress>`
      : html`<progress max="1" aria-label=${staff.operator.progressOf(fileName)}></progress>`;
  return html`${bar}<p class="quiet">${words}</p>`;
}

function outcome(result: NonNullable<TimetableImport["result"]>): TemplateResult {
  const { feed, validFrom, validTo, leftOut, soldRuns } = result;
  return html`<p>${staff.operator.importResult(feed, dayText(validFrom), dayText(validTo), result)}</p>
    ${soldRuns === 0 ? nothing : html`<p>${staff.operator.soldRuns(soldRuns)}</p>`}
    ${
      leftOut.length === 0
        ? nothing
        : html`<details><summary>${staff.operator.leftOut(leftOut.reduce((sum, { count }) => sum + count, 0))}</summary>
            <ul>${leftOut.map(({ reason, count, example }) => html`<li>${count} ${reason} <small>${example}</small></li>`)}</ul></details>`
    }`;
}
