import { html, type TemplateResult } from "lit";
import type { HeldLeg, HeldSeat, Journey } from "../api/types.js";
import { offerText } from "../format/offer.js";
import { clockTime, dayText } from "../format/time.js";
import { searchPath } from "../search/search-query.js";
import { t } from "../texts/texts.js";
import { type CheckoutAddress, type Draft, errandOf } from "./draft.js";
import { onTrain } from "./load-trip.js";

export interface ReviewView {
  journey: Journey;
  legs: readonly HeldLeg[];
  address: CheckoutAddress;
  draft: Draft;
  busy: boolean;
  /** Gives the seats up for others. */
  changeSeats: () => void;
  /** The seats stay held meanwhile. */
  changePeople: (field: string) => void;
}

/** All that is about to be paid for, each part with the way back to where it was chosen. */
export function reviewCard(view: ReviewView): TemplateResult {
  const { journey, draft, legs } = view;
  const [first, last] = [journey.legs[0], journey.legs.at(-1)];
  const { serviceClass = "", fare = "" } = legs[0] ?? {};
  const route = html`${first?.from.name} – ${last?.to.name}<br />${dayText(journey.departure)},
    <span class="stay">${clockTime(journey.departure)} – ${clockTime(journey.arrival)}</span>`;
  const seats = html`${legs.flatMap((leg, index) => placesOf(journey, leg, index)).map((place) => html`${place}<br />`)}
    <span class="quiet">${offerText({ serviceClass, fare })}. ${t.fareRules[fare]}</span>`;
  const types: Record<string, string> = t.checkout.types;
  const people = draft.passengers.map(
    ({ name, type }) => html`${t.review.passenger(name.trim(), types[type] ?? type)}<br />`,
  );
  return html`<section class="card review" aria-labelledby="review-title">
    <h2 id="review-title">${t.review.title}</h2>
    <dl>
      ${row(t.review.journey, route, toSearch(view))}
      ${row(t.review.seats, seats, button(view, t.review.changeSeats, view.changeSeats))}
      ${row(
        t.review.passengers,
        people,
        button(view, t.review.changePassengers, () => view.changePeople("passenger-1-name")),
      )}
      ${row(
        t.review.email,
        html`${draft.email.trim()}`,
        button(view, t.review.changeEmail, () => view.changePeople("contact-email")),
      )}
    </dl>
  </section>`;
}

function row(
  name: string,
  what: TemplateResult | readonly TemplateResult[],
  change: TemplateResult,
): TemplateResult {
  return html`<div><dt>${name}</dt><dd class="review-what">${what}</dd><dd>${change}</dd></div>`;
}

/** The eye sees which row a link stands in; its name says it to whoever hears the link alone. */
const changeText = (what: string): TemplateResult =>
  html`${t.review.change}<span class="visually-hidden"> ${what}</span>`;

function button({ busy }: ReviewView, what: string, press: () => void): TemplateResult {
  return html`<button class="link-button" type="button" ?disabled=${busy} @click=${press}>${changeText(what)}</button>`;
}

function toSearch({ journey, address, draft }: ReviewView): TemplateResult {
  const [first, last] = [journey.legs[0], journey.legs.at(-1)];
  const path = searchPath(
    first?.from.id ?? "",
    last?.to.id ?? "",
    { departAfter: journey.departure },
    errandOf(address, draft),
  );
  return html`<a href=${path}>${changeText(t.review.changeJourney)}</a>`;
}

/** A line, or two where everybody changes seats on the way. */
export function placesOf(journey: Journey, { seats, split }: HeldLeg, leg: number): string[] {
  const first = onTrain(journey, leg, coachByCoach(seats));
  if (split === undefined) return [first];
  const call = journey.legs[leg]?.calls.find(({ location }) => location.id === split.at);
  return [first, t.checkout.changeSeat(call?.location.name ?? split.at, coachByCoach(split.next))];
}

/** "Coach 3, seats 9, 10; Coach 4, seat 1" */
function coachByCoach(places: readonly HeldSeat[]): string {
  const coaches = [...new Set(places.map(({ coach }) => coach))];
  const numbersIn = (coach: string): string[] =>
    places
      .filter((place) => place.coach === coach)
      .map(({ number }) => number)
      .sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  return coaches.map((coach) => t.checkout.coachSeats(coach, numbersIn(coach))).join("; ");
}
