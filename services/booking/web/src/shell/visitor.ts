import { html, type TemplateResult } from "lit";
import { t } from "../texts/texts.js";
import { signInPath } from "./session.js";

/** What a page shows to who is not signed in: why it needs that, and the way there and back. */
export function signInCard(reason: string, next = location.pathname + location.search): TemplateResult {
  return html`<section class="card empty"><p>${reason}</p>
    <p><a class="button" href=${signInPath(next)}>${t.account.signIn}</a></p></section>`;
}
