import { html, type TemplateResult } from "lit";
import { t } from "../texts/texts.js";

export function statusBadge(status: string): TemplateResult {
  const kind = status === "confirmed" || status === "valid" ? "good" : "bad";
  return html`<span class="badge ${kind}">${t.status[status] ?? status}</span>`;
}
