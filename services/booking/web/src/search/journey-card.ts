import { html, nothing, type TemplateResult } from "lit";
import type { Journey, JourneyLeg, Offer } from "../api/types.js";
import { changesText } from "../format/changes.js";
import { moneyText } from "../format/money.js";
import { clockTime, daysLater, durationText } from "../format/time.js";
import { trainText } from "../format/train.js";
import { t } from "../texts/texts.js";
import { journeyStops } from "./journey-stops.js";
import { type Errand, errandParameters } from "./search-query.js";

export interface Wanted {
  passengers: number;
  /** Undefined: any. */
  serviceClass: string | undefined;
}

export interface Card {
  journey: Journey;
  errand: Errand;
  wanted: Wanted;
  badges: readonly string[];
  /** The day, where the list is not in the order of days. */
  dated: string | undefined;
}

/** From here on the number says little, and is left out. */
const plenty = 20;

/** The offer that the list shows: the cheapest one with room for the whole party. */
export function bestOffer(journey: Journey, { passengers, serviceClass }: Wanted): Offer | undefined {
  return journey.offers
    .filter((offer) => serviceClass === undefined || offer.serviceClass === serviceClass)
    .filter((offer) => offer.seatsLeft >= passengers)
    .sort((a, b) => a.price.amount - b.price.amount)[0];
}

export function isCancelled(journey: Journey): boolean {
  return journey.legs.some((leg) => leg.status === "cancelled");
}

function bookPath(journey: Journey, offer: Offer, errand: Errand): string {
  const query = new URLSearchParams({
    ...errandParameters(errand),
    class: offer.serviceClass,
    fare: offer.fare,
  });
  return `/journeys/${encodeURIComponent(journey.id)}/book?${query}`;
}

function priceSide({ journey, errand, wanted }: Card): TemplateResult {
  const { passengers } = wanted;
  const offer = bestOffer(journey, wanted);
  if (isCancelled(journey)) return html`<p class="gone">${t.results.cancelled}</p>`;
  if (journey.departed) return html`<p class="gone">${t.results.departed}</p>`;
  if (offer === undefined) return soldOut(journey, errand);
  const { seatsLeft } = offer;
  return html`<p class="price">
      <span class="quiet">${t.results.priceFrom}</span> <strong>${moneyText(offer.price)}</strong>
      ${passengers > 1 ? html`<small>${t.results.forAll(passengers)}</small>` : nothing}
    </p>
    ${seatsLeft < plenty ? html`<p class=${seatsLeft <= 10 ? "scarce" : "quiet"}>${t.results.seatsLeft(seatsLeft)}</p>` : nothing}
    <a class="button" href=${bookPath(journey, offer, errand)}
      >${t.results.select}<span class="visually-hidden"
        >${t.results.selectDetail(clockTime(journey.departure), clockTime(journey.arrival))}</span
      ></a
    >`;
}

/** There are ways yet: the page of the journey has them. */
function soldOut(journey: Journey, errand: Errand): TemplateResult {
  const [offer] = journey.offers;
  const gone = html`<p class="gone">${t.results.soldOut}</p>`;
  if (offer === undefined || errand.exchange !== undefined) return gone;
  const way = journey.legs.length === 1 ? t.results.waitlist : t.results.seatChange;
  return html`${gone}<a class="button secondary" href=${bookPath(journey, offer, errand)}
      >${way}<span class="visually-hidden"
        >${t.results.selectDetail(clockTime(journey.departure), clockTime(journey.arrival))}</span
      ></a
    >`;
}

/** On a journey of several trains each delay says whose it is. */
function delays(legs: readonly JourneyLeg[]): TemplateResult[] {
  const late = legs.filter((leg) => leg.delayMinutes > 0);
  return late.map((leg) => {
    const text = t.results.delay(leg.delayMinutes);
    return html`<span class="late">${legs.length === 1 ? text : `${trainText(leg)} ${text}`}</span>`;
  });
}

export function journeyCard(card: Card): TemplateResult {
  const { journey, wanted, badges, dated } = card;
  const first = journey.legs[0];
  const last = journey.legs.at(-1);
  const later = daysLater(journey.departure, journey.arrival);
  const open = !isCancelled(journey) && bestOffer(journey, wanted) !== undefined;
  return html`<li class="card journey ${open ? "" : "closed"}">
    <div class="journey-main">
      <h2 class="times">
        <time datetime=${journey.departure}>${clockTime(journey.departure)}</time>
        <span class="rail" aria-hidden="true"></span><span class="visually-hidden">–</span>
        <time datetime=${journey.arrival}>${clockTime(journey.arrival)}</time>
      </h2>
      <p class="ends">
        <span>${first?.from.name}</span>
        <span>${last?.to.name}${later === "" ? nothing : html` <b class="later">${later}</b>`}</span>
      </p>
      <p class="facts">
        ${dated === undefined ? nothing : html`<span>${dated}</span>`}
        <span>${durationText(journey.durationMinutes)}</span>
        <span>${changesText(journey.legs)}</span>
        <span>${journey.legs.map(trainText).join(", ")}</span>
        ${delays(journey.legs)}
        ${badges.map((badge) => html`<span class="badge">${badge}</span>`)}
      </p>
    </div>
    <div class="journey-side">${priceSide(card)}</div>
    ${journeyStops(journey)}
  </li>`;
}
