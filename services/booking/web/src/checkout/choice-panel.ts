import { html, nothing, type TemplateResult } from "lit";
import { t } from "../texts/texts.js";
import { offerChoice, passengerFields } from "./choice-parts.js";
import type { Draft } from "./draft.js";
import { type LegSeatsView, legSeats } from "./leg-seats.js";
import { journeyTrouble } from "./load-trip.js";
import { seatChoice } from "./seat-choice.js";

export interface ChoiceView extends LegSeatsView {
  signedIn: boolean;
  busy: boolean;
  /** Whether tickets of a booking are to be exchanged for these seats: who travels is known then. */
  exchange: boolean;
  submit: (event: Event) => void;
}

/** Step 1: fare, seats and names, all before the clock of the hold runs. */
export function choicePanel(view: ChoiceView): TemplateResult {
  const { trip, draft, change, busy } = view;
  const party = draft.passengers.length;
  const { offers } = trip.journey;
  const broken = journeyTrouble(trip.journey);
  if (broken !== undefined) return html`<p class="card">${broken}</p>`;
  if (!offers.some((offer) => offer.seatsLeft >= party))
    return html`<p class="card">${t.checkout.soldOut}</p>`;
  const label = labelOf(view);
  return html`<form class="steps" novalidate @submit=${view.submit}>
    ${offerChoice(offers, draft, party, change)} ${seatChoice(draft, change, legSeats(view))}
    ${view.exchange ? travellers(draft) : passengerFields(draft, change)}
    ${view.signedIn ? nothing : html`<p class="quiet">${t.checkout.signInNote}</p>`}
    <button class="button wide" type="submit" ?disabled=${busy}>${busy ? t.checkout.holding : label}</button>
  </form>`;
}

function labelOf({ exchange, signedIn }: ChoiceView): string {
  if (exchange) return t.exchange.hold;
  return signedIn ? t.checkout.hold : t.checkout.signInFirst;
}

const travellers = ({ passengers }: Draft): TemplateResult => html`<section class="card">
    <h2>${t.checkout.passengers}</h2>
    <p>${passengers.map(({ name }) => name).join(", ")}</p>
  </section>`;
