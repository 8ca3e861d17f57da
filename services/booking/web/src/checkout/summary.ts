import { html, nothing, type TemplateResult } from "lit";
import type { Journey, JourneyLeg, Money, Offer } from "../api/types.js";
import { type Change, changesOf, changeText } from "../format/changes.js";
import { moneyText } from "../format/money.js";
import { offerText } from "../format/offer.js";
import { platformText } from "../format/platform.js";
import { routeTitle } from "../format/route.js";
import { clockTime, daysLater, dayText } from "../format/time.js";
import { trainText } from "../format/train.js";
import type { Party } from "../search/party.js";
import { partyText } from "../search/party-text.js";
import { type Errand, searchPath } from "../search/search-query.js";
import { t } from "../texts/texts.js";

export function tripHead({ legs }: Journey, step: string): TemplateResult {
  return html`<header class="page-head">
    <p class="quiet">${step}</p>
    <h1 tabindex="-1">${routeTitle(legs[0]?.from.name, legs.at(-1)?.to.name)}</h1>
  </header>`;
}

/** The journey in short beside the form: what is bought, from when to when, for how much. */
export function tripSummary(
  journey: Journey,
  party: Party,
  offer: Offer | undefined,
  price: Money | undefined,
): TemplateResult {
  const changes = changesOf(journey.legs);
  return html`<aside class="card summary" aria-labelledby="summary-title">
    <h2 id="summary-title">${t.checkout.summary}</h2>
    <p>${dayText(journey.departure)}</p>
    <ol class="line">
      ${journey.legs.map((leg, index) => html`${ride(journey, leg)}${changeLine(changes[index])}`)}
    </ol>
    <p>
      ${partyText(party)}${offer === undefined ? nothing : html`<br />${offerText(offer)}`}
    </p>
    ${price === undefined ? nothing : html`<p class="total"><span>${t.checkout.total}</span> <strong>${moneyText(price)}</strong></p>`}
  </aside>`;
}

function ride(journey: Journey, leg: JourneyLeg): TemplateResult {
  return html`${call(journey, leg.from, leg.from.departure)}
    <li class="ride">
      ${trainText(leg)}${leg.delayMinutes > 0 ? html` <span class="late">${t.results.delay(leg.delayMinutes)}</span>` : nothing}
    </li>
    ${call(journey, leg.to, leg.to.arrival)}`;
}

function call(journey: Journey, place: JourneyLeg["from" | "to"], time: string): TemplateResult {
  const later = daysLater(journey.departure, time);
  return html`<li>
    <time datetime=${time}>${clockTime(time)}</time>
    <span
      >${place.name}${place.platform === undefined ? nothing : html` <small>${platformText(place, t.checkout.platform)}</small>`}${
        later === "" ? nothing : html`<small>${later}</small>`
      }</span
    >
  </li>`;
}

function changeLine(change: Change | undefined): TemplateResult | typeof nothing {
  return change === undefined ? nothing : html`<li class="change">${changeText(change)}</li>`;
}

/** Back to the list this journey was found in. */
export function backLink({ legs, departure }: Journey, errand: Errand): TemplateResult {
  const when = { departAfter: departure };
  const path = searchPath(legs[0]?.from.id ?? "", legs.at(-1)?.to.id ?? "", when, errand);
  return html`<p><a class="back" href=${path}>${t.checkout.backToResults}</a></p>`;
}
