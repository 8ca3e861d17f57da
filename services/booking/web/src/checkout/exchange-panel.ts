import { html, nothing, type TemplateResult } from "lit";
import type { ExchangeQuote } from "../api/types.js";
import { moneyText } from "../format/money.js";
import { t } from "../texts/texts.js";
import { cardChoice } from "./card-choice.js";
import type { Draft } from "./draft.js";
import { type HeldView, heldCard } from "./held-card.js";

export interface ExchangeView extends HeldView {
  draft: Draft;
  /** Undefined while it is asked for, or where the exchange is refused. */
  quote: ExchangeQuote | undefined;
  card: string;
  chooseCard: (card: string) => void;
  submit: (event: Event) => void;
}

/** Step 2 of an exchange: what it costs or gives back, before anything changes. */
export function exchangePanel(view: ExchangeView): TemplateResult {
  const people = html`<p>${view.draft.passengers.map(({ name }) => name).join(", ")}</p>`;
  return html`<form class="steps" novalidate @submit=${view.submit}>
    ${heldCard(view, t.exchange.change, people)} ${view.quote === undefined ? nothing : quoted(view, view.quote)}
  </form>`;
}

function quoted(view: ExchangeView, { credit, price, difference }: ExchangeQuote): TemplateResult {
  const pays = difference.amount > 0;
  const back = { ...difference, amount: -difference.amount };
  const label = pays ? t.exchange.payAndChange(moneyText(difference)) : t.exchange.confirm;
  return html`<section class="card">
      <h2>${t.exchange.question}</h2>
      <dl class="facts-list">
        <div><dt>${t.exchange.price}</dt><dd>${moneyText(price)}</dd></div>
        <div><dt>${t.exchange.credit}</dt><dd>${moneyText(credit)}</dd></div>
        <div><dt>${pays ? t.exchange.toPay : t.exchange.back}</dt><dd><b>${moneyText(pays ? difference : back)}</b></dd></div>
      </dl>
    </section>
    ${pays ? cardChoice(view.card, view.chooseCard) : nothing}
    <button class="button wide" type="submit" ?disabled=${view.busy}>${view.busy ? t.exchange.changing : label}</button>`;
}
