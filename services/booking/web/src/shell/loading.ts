import { html, type TemplateResult } from "lit";
import { t } from "../texts/texts.js";

/** Stands where cards will be, in about their size, so that nothing jumps. */
export function loadingCards(): TemplateResult {
  return html`<div aria-busy="true">
    <p class="visually-hidden">${t.shell.loading}</p>
    <div class="card skeleton"></div>
    <div class="card skeleton tall"></div>
  </div>`;
}
