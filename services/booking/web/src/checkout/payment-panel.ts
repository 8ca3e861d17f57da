import { html, nothing, type TemplateResult } from "lit";
import type { Hold, Journey } from "../api/types.js";
import { moneyText } from "../format/money.js";
import { t } from "../texts/texts.js";
import type { Draft } from "./draft.js";
import { journeyTrouble, onTrain } from "./load-trip.js";

export interface PaymentView {
  journey: Journey;
  hold: Hold;
  /** The server's clock minus this device's, in milliseconds. */
  clockOffset: number;
  draft: Draft;
  card: string;
  busy: boolean;
  chooseCard: (card: string) => void;
  submit: (event: Event) => void;
  /** The traveller agrees with the price of the hold. */
  acceptPrice: () => void;
  giveUp: () => void;
  expired: () => void;
}

function priceChanged({ hold, draft }: PaymentView): boolean {
  return draft.seenAmount !== undefined && draft.seenAmount !== hold.price.amount;
}

/** In place of the button that pays, until the traveller agrees. */
function newPrice(view: PaymentView): TemplateResult {
  const { hold, draft } = view;
  const before = moneyText({ ...hold.price, amount: draft.seenAmount ?? 0 });
  const now = moneyText(hold.price);
  return html`<section class="note" role="alert">
    <p>${t.checkout.priceChanged(before, now)}</p>
    <button class="button wide" type="button" @click=${view.acceptPrice}>${t.checkout.acceptPrice(now)}</button>
  </section>`;
}

function payButton({ hold, busy }: PaymentView): TemplateResult {
  return html`<button class="button wide" type="submit" ?disabled=${busy}>
    ${busy ? t.checkout.paying : t.checkout.pay(moneyText(hold.price))}
  </button>`;
}

function heldSeats({ hold, journey }: PaymentView): TemplateResult {
  const ofLeg = ({ seats }: Hold["legs"][number]): string =>
    seats.map((seat) => t.checkout.coachSeat(seat.coach, seat.number)).join("; ");
  const [only, ...others] = hold.legs;
  if (only !== undefined && others.length === 0) return html`<p><b>${t.checkout.held(ofLeg(only))}</b></p>`;
  return html`<p><b>${t.checkout.heldTogether}</b></p>
    <ul class="plain held-legs">${hold.legs.map((leg, index) => html`<li>${onTrain(journey, index, ofLeg(leg))}</li>`)}</ul>`;
}

function cardChoice({ card, chooseCard }: PaymentView): TemplateResult {
  const hints: Record<string, string> = t.checkout.cardHints;
  return html`<fieldset class="card choices">
    <legend>${t.checkout.payment}</legend>
    ${Object.entries(t.checkout.cards).map(
      ([token, name]) => html`<label class="option">
        <input id="card-${token}" type="radio" name="card" .checked=${card === token} @change=${() => chooseCard(token)} />
        <span class="option-text"><b>${name}</b><small>${hints[token]}</small></span>
      </label>`,
    )}
  </fieldset>`;
}

export function paymentPanel(view: PaymentView): TemplateResult {
  const { journey, hold, draft, busy } = view;
  const broken = journeyTrouble(journey);
  return html`<form class="steps" novalidate @submit=${view.submit}>
    <section class="card held">
      <rb-hold-clock .expiresAt=${hold.expiresAt} .clockOffset=${view.clockOffset} @expired=${view.expired}></rb-hold-clock>
      ${heldSeats(view)}
      <p>${draft.passengers.map((person) => person.name.trim()).join(", ")}<br /><span class="quiet">${draft.email}</span></p>
      <button class="link-button" type="button" ?disabled=${busy} @click=${view.giveUp}>${t.checkout.change}</button>
    </section>
    ${broken === undefined ? nothing : html`<p class="note" role="alert">${broken}</p>`} ${cardChoice(view)} ${priceChanged(view) ? newPrice(view) : payButton(view)}
  </form>`;
}
