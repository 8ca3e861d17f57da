import type { DayTrain } from "@railbooker/booking/operator/operator-schemas";
import { html, nothing, type TemplateResult } from "lit";
import { clockTime, dayText } from "../format/time.js";
import { t } from "../texts/texts.js";

export function trainRow(train: DayTrain, report: () => void): TemplateResult {
  const { runId, from, to, seats, inUse } = train;
  return html`<li class="card train-row">
    <p class="train-name"><span><b>${train.train.name}</b><small>${dayText(from.time)}</small></span> ${stateBadge(train)}</p>
    <p class="train-way">
      <time datetime=${from.time}>${clockTime(from.time)}</time> ${from.name} –
      <time datetime=${to.time}>${clockTime(to.time)}</time> ${to.name}
      ${train.reason === "" ? nothing : html`<small>${train.reason}</small>`}
    </p>
    <p class="train-load">
      <meter min="0" max=${Math.max(1, seats)} value=${inUse} aria-label=${t.operator.load}></meter>
      <small>${t.operator.loadDetail(inUse, seats)}</small>
    </p>
    <button class="button secondary" type="button" data-run=${runId} @click=${report}
      aria-label=${t.operator.reportFor(train.train.name, dayText(from.time))}
      ?disabled=${train.status === "cancelled"}>${t.operator.report}</button>
  </li>`;
}

export function stateBadge({ status, delayMinutes }: DayTrain): TemplateResult {
  if (status === "cancelled") return html`<span class="badge bad">${t.operator.cancelled}</span>`;
  if (delayMinutes > 0) return html`<span class="badge">${t.operator.late(delayMinutes)}</span>`;
  return html`<span class="badge good">${t.operator.onTime}</span>`;
}
