import type { DayTrain } from "@railbooker/booking/operator/operator-schemas";
import { html, nothing, type TemplateResult } from "lit";
import { clockTime, dayText } from "../format/time.js";
import { staff } from "../texts/staff.js";

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
      <meter min="0" max=${Math.max(1, seats)} value=${inUse} aria-label=${staff.operator.load}></meter>
      <small>${staff.operator.loadDetail(inUse, seats)}</small>
    </p>
    <button class="button secondary" type="button" data-run=${runId} @click=${report}
      aria-label=${staff.operator.reportFor(train.train.name, dayText(from.time))}
      ?disabled=${train.status === "cancelled"}>${staff.operator.report}</button>
  </li>`;
}

export function stateBadge({ status, delayMinutes }: DayTrain): TemplateResult {
  if (status === "cancelled") return html`<span class="badge bad">${staff.operator.cancelled}</span>`;
  if (delayMinutes > 0) return html`<span class="badge">${staff.operator.late(delayMinutes)}</span>`;
  return html`<span class="badge good">${staff.operator.onTime}</span>`;
}
