import { html, nothing, type TemplateResult } from "lit";
import type { Money, Offer } from "../api/types.js";
import { moneyText } from "../format/money.js";
import { clockTime, daysLater, dayText } from "../format/time.js";
import { searchPath } from "../search/search-query.js";
import { t } from "../texts/texts.js";
import type { Trip } from "./load-trip.js";

export function tripHead(trip: Trip, step: string): TemplateResult {
  return html`<header class="page-head">
    <p class="quiet">${step}</p>
    <h1 tabindex="-1">${trip.from.location.name} – ${trip.to.location.name}</h1>
  </header>`;
}

/** The trip in short beside the form: what is bought, from when to when, for how much. */
export function tripSummary(
  trip: Trip,
  party: number,
  offer: Offer | undefined,
  price: Money | undefined,
): TemplateResult {
  const { departure } = trip.from;
  const { arrival } = trip.to;
  const later = daysLater(departure, arrival);
  return html`<aside class="card summary" aria-labelledby="summary-title">
    <h2 id="summary-title">${t.checkout.summary}</h2>
    <p>${dayText(departure)}</p>
    <ol class="line">
      <li><time datetime=${departure}>${clockTime(departure)}</time> <span>${trip.from.location.name}${platform(trip.from.platform)}</span></li>
      <li class="ride">${trip.run.train.name || trip.run.train.number}</li>
      <li>
        <time datetime=${arrival}>${clockTime(arrival)}</time>
        <span>${trip.to.location.name}${platform(trip.to.platform)}${later === "" ? nothing : html`<small>${later}</small>`}</span>
      </li>
    </ol>
    <p>
      ${t.results.passengers(party)}${
        offer === undefined
          ? nothing
          : html`<br />${t.classes[offer.serviceClass]}, ${t.fares[offer.fare] ?? offer.fare}`
      }
    </p>
    ${price === undefined ? nothing : html`<p class="total"><span>${t.checkout.total}</span> <strong>${moneyText(price)}</strong></p>`}
  </aside>`;
}

function platform(name: string | undefined): TemplateResult | typeof nothing {
  return name === undefined ? nothing : html` <small>${t.checkout.platform(name)}</small>`;
}

/** Back to the list this train was found in. */
export function backLink(trip: Trip, party: number): TemplateResult {
  const path = searchPath(trip.from.location.id, trip.to.location.id, trip.from.departure, party);
  return html`<p><a class="back" href=${path}>${t.checkout.backToResults}</a></p>`;
}
