import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Journey } from "../api/types.js";
import { dayOf, dayText } from "../format/time.js";
import { t } from "../texts/texts.js";
import { badges } from "./badges.js";
import { bestOffer, journeyCard } from "./journey-card.js";
import { sorted } from "./order.js";
import type { Errand } from "./search-query.js";
import type { View } from "./view.js";

/** As many as a page brings, built like cards, so that the list comes without moving anything. */
export function placeholders(): TemplateResult {
  const card = html`<div class="card journey skeleton" aria-hidden="true"><div class="journey-main">
      <p class="times">00:00</p><p class="ends">–</p><p class="facts">–</p></div>
    <div class="journey-side"><p class="price">–</p><span class="button">–</span></div></div>`;
  return html`<div class="journeys" aria-busy="true"><p class="visually-hidden">${t.shell.loading}</p>
    ${Array.from({ length: 8 }, () => card)}</div>`;
}

export function journeyList(journeys: readonly Journey[], errand: Errand, view: View): TemplateResult {
  if (journeys.length === 0)
    return html`<section class="card empty"><h2>${t.results.none}</h2><p>${t.results.noneDetail}</p></section>`;
  const wanted = { passengers: errand.party.passengers, serviceClass: view.serviceClass };
  const rows = sorted(journeys, view.order, (journey) => bestOffer(journey, wanted)?.price.amount);
  const severalDays = new Set(journeys.map(({ departure }) => dayOf(departure))).size > 1;
  let day = dayOf(rows[0]?.departure ?? "");
  const row = (journey: Journey): TemplateResult => {
    const divider = view.order === "departure" && dayOf(journey.departure) !== day;
    day = dayOf(journey.departure);
    const dated = severalDays && view.order !== "departure" ? dayText(journey.departure) : undefined;
    const card = journeyCard({ journey, errand, wanted, dated, badges: badges(journey, journeys, wanted) });
    return html`${divider ? html`<li class="day">${dayText(journey.departure)}</li>` : nothing}${card}`;
  };
  const list = repeat(rows, ({ id }) => id, row);
  return html`<ul class="journeys" aria-label=${t.results.listLabel}>${list}</ul>`;
}
