import { html, type TemplateResult } from "lit";
import { t } from "../texts/texts.js";
import { type Change, passengerFields } from "./choice-parts.js";
import type { Draft } from "./draft.js";
import { type HeldView, heldCard } from "./held-card.js";

export interface NamesView extends HeldView {
  draft: Draft;
  change: Change;
  submit: (event: Event) => void;
}

/** Between the steps, where seats were held before anybody said who travels. */
export function namesPanel(view: NamesView): TemplateResult {
  return html`<form class="steps" novalidate @submit=${view.submit}>
    ${heldCard(view, t.checkout.giveUp)} ${passengerFields(view.draft, view.change, view.open.hold.passengerTypes === undefined)}
    <button class="button wide" type="submit" ?disabled=${view.busy}>${t.checkout.toPayment}</button>
  </form>`;
}
