import { html, nothing, type TemplateResult } from "lit";
import { t } from "../texts/texts.js";
import { type Change, offerChoice, passengerFields, seatChoice } from "./choice-parts.js";
import type { Draft } from "./draft.js";
import type { Trip } from "./load-trip.js";
import "./seat-plan.js";

export interface ChoiceView {
  trip: Trip;
  draft: Draft;
  signedIn: boolean;
  busy: boolean;
  change: Change;
  submit: (event: Event) => void;
}

/** Step 1: fare, seats and names, all before the clock of the hold runs. */
export function choicePanel(view: ChoiceView): TemplateResult {
  const { trip, draft, change, busy } = view;
  const party = draft.passengers.length;
  if (trip.run.status === "cancelled") return html`<p class="card">${t.checkout.cancelled}</p>`;
  if (!trip.offers.some((offer) => offer.seatsLeft >= party))
    return html`<p class="card">${t.checkout.soldOut}</p>`;
  const coaches = trip.coaches.filter((coach) => draft.offer.startsWith(`${coach.serviceClass}/`));
  const plan = html`<rb-seat-plan
    .coaches=${coaches}
    .chosen=${draft.seats}
    .limit=${party}
    @seats=${(event: CustomEvent<string[]>) => change({ seats: event.detail })}
  ></rb-seat-plan>`;
  const label = view.signedIn ? t.checkout.hold : t.checkout.signInFirst;
  return html`<form class="steps" novalidate @submit=${view.submit}>
    ${offerChoice(trip.offers, draft, party, change)} ${seatChoice(draft, party, change, plan)}
    ${passengerFields(draft, change)}
    ${view.signedIn ? nothing : html`<p class="quiet">${t.checkout.signInNote}</p>`}
    <button class="button wide" type="submit" ?disabled=${busy}>${busy ? t.checkout.holding : label}</button>
  </form>`;
}
