import { html, nothing, type TemplateResult } from "lit";
import type { Money } from "../api/types.js";
import { moneyText } from "../format/money.js";
import { t } from "../texts/texts.js";
import { cardChoice } from "./card-choice.js";
import type { CheckoutAddress, Draft } from "./draft.js";
import { clockCard, type HeldView } from "./held-card.js";
import { journeyTrouble } from "./load-trip.js";
import { reviewCard } from "./review-card.js";

export interface PaymentView extends HeldView {
  address: CheckoutAddress;
  draft: Draft;
  price: Money;
  card: string;
  chooseCard: (card: string) => void;
  submit: (event: Event) => void;
  changePeople: (field: string) => void;
  /** The traveller agrees with the price of the hold. */
  acceptPrice: () => void;
}

function priceChanged({ price, draft }: PaymentView): boolean {
  return draft.seenAmount !== undefined && draft.seenAmount !== price.amount;
}

/** In place of the button that pays, until the traveller agrees. */
function newPrice({ price, draft, acceptPrice }: PaymentView): TemplateResult {
  const before = moneyText({ ...price, amount: draft.seenAmount ?? 0 });
  const now = moneyText(price);
  return html`<section class="note" role="alert">
    <p>${t.checkout.priceChanged(before, now)}</p>
    <button class="button wide" type="button" @click=${acceptPrice}>${t.checkout.acceptPrice(now)}</button>
  </section>`;
}

function payButton({ price, busy }: PaymentView): TemplateResult {
  return html`<button class="button wide" type="submit" ?disabled=${busy}>
    ${busy ? t.checkout.paying : t.checkout.pay(moneyText(price))}
  </button>`;
}

/** Step 2: the seats are held and the clock runs; what is paid for is looked over once more. */
export function paymentPanel(view: PaymentView): TemplateResult {
  const { open, giveUp } = view;
  const broken = journeyTrouble(view.journey);
  return html`<form class="steps" novalidate @submit=${view.submit}>
    ${clockCard(view)}
    ${broken === undefined ? nothing : html`<p class="note" role="alert">${broken}</p>`}
    ${reviewCard({ ...view, legs: open.hold.legs, changeSeats: giveUp })}
    ${cardChoice(view.card, view.chooseCard)} ${priceChanged(view) ? newPrice(view) : payButton(view)}
  </form>`;
}
