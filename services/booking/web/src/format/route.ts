import { html, type TemplateResult } from "lit";

/** "München Hbf – Berlin Hbf", as a title: where it breaks, it breaks between the two. */
export function routeTitle(from = "", to = ""): TemplateResult {
  return html`<span class="stay">${from} –</span> <span class="stay">${to}</span>`;
}
