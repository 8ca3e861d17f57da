import { html, nothing, type TemplateResult } from "lit";
import type { Offer } from "../api/types.js";
import { moneyText } from "../format/money.js";
import { offerText } from "../format/offer.js";
import { t } from "../texts/texts.js";
import type { Draft } from "./draft.js";
import { offerKey } from "./load-trip.js";

/** Called with what changed; the checkout keeps the draft. */
export type Change = (part: Partial<Draft>) => void;

function offerRow(offer: Offer, draft: Draft, party: number, change: Change): TemplateResult {
  const key = offerKey(offer);
  const soldOut = offer.seatsLeft < party;
  return html`<label class="option ${soldOut ? "closed" : ""}">
    <input
      id="offer-${offer.serviceClass}-${offer.fare}"
      type="radio"
      name="offer"
      .checked=${draft.offer === key}
      ?disabled=${soldOut}
      @change=${() => change({ offer: key, seats: [] })}
    />
    <span class="option-text">
      <b>${offerText(offer)}</b>
      <small>${t.fareRules[offer.fare]}</small>
    </span>
    <span class="option-price">${soldOut ? t.results.soldOut : moneyText(offer.price)}</span>
  </label>`;
}

export function offerChoice(
  offers: readonly Offer[],
  draft: Draft,
  party: number,
  change: Change,
): TemplateResult {
  const rank = (offer: Offer): number => (offer.serviceClass === "second" ? 0 : 1);
  const sorted = [...offers].sort((a, b) => rank(a) - rank(b) || a.price.amount - b.price.amount);
  return html`<fieldset class="card choices">
    <legend>${t.checkout.ticket}</legend>
    ${party > 1 ? html`<p class="hint">${t.results.forAll(party)}</p>` : nothing}
    ${sorted.map((offer) => offerRow(offer, draft, party, change))}
  </fieldset>`;
}

/** @param freeTypes whether the ages may still be chosen: a hold that is priced for them has settled them. */
export function passengerFields(draft: Draft, change: Change, freeTypes = true): TemplateResult {
  const edit = (index: number, part: Partial<Draft["passengers"][number]>): void =>
    change({
      passengers: draft.passengers.map((person, at) => (at === index ? { ...person, ...part } : person)),
    });
  const alone = draft.passengers.length === 1;
  // The heading says it to the eye; the name of each field says it again to whoever hears the field alone.
  const whose = (index: number): TemplateResult | typeof nothing =>
    alone ? nothing : html`<span class="visually-hidden">${t.checkout.ofPassenger(index + 1)}</span>`;
  return html`<fieldset class="card people">
    <legend>${t.checkout.passengers}</legend>
    ${draft.passengers.map(
      (person, index) => html`<div class="person" role="group" aria-label=${t.checkout.passenger(index + 1)}>
        ${alone ? nothing : html`<p class="person-title">${t.checkout.passenger(index + 1)}</p>`}
        <div class="field">
          <label for="passenger-${index + 1}-name">${t.checkout.name}${whose(index)}</label>
          <input
            id="passenger-${index + 1}-name"
            type="text"
            maxlength="100"
            autocomplete=${index === 0 ? "name" : "off"}
            .value=${person.name}
            @input=${(event: Event) => edit(index, { name: (event.target as HTMLInputElement).value })}
          />
        </div>
        <div class="field">
          <label for="passenger-${index + 1}-type">${t.checkout.type}${whose(index)}</label>
          <select
            id="passenger-${index + 1}-type"
            ?disabled=${!freeTypes}
            @change=${(event: Event) => edit(index, { type: (event.target as HTMLSelectElement).value })}
          >
            ${Object.entries(t.checkout.types).map(
              ([type, text]) =>
                html`<option value=${type} ?selected=${person.type === type}>${text}</option>`,
            )}
          </select>
        </div>
      </div>`,
    )}
    <div class="field">
      <label for="contact-email">${t.checkout.email}</label>
      <input
        id="contact-email"
        type="email"
        autocomplete="email"
        .value=${draft.email}
        @input=${(event: Event) => change({ email: (event.target as HTMLInputElement).value })}
      />
    </div>
  </fieldset>`;
}
