import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { trainText } from "../format/train.js";
import { t } from "../texts/texts.js";
import type { Change } from "./choice-parts.js";
import type { Draft } from "./draft.js";
import type { Trip } from "./load-trip.js";
import "./seat-plan.js";

export interface LegSeatsView {
  trip: Trip;
  draft: Draft;
  /** Index of the leg whose plan is shown. */
  openLeg: number;
  showLeg: (leg: number) => void;
  change: Change;
}

/** The seat plan of one leg, and on a journey of several the choice whose plan it is. */
export function legSeats(view: LegSeatsView): TemplateResult {
  return html`${view.trip.journey.legs.length > 1 ? legChoice(view) : nothing}${plan(view)}`;
}

function legChoice({ trip, draft, openLeg, showLeg }: LegSeatsView): TemplateResult {
  return html`<fieldset class="coaches">
    <legend>${t.checkout.train}</legend>
    ${trip.journey.legs.map(
      (leg, index) => html`<label class="chip">
        <input type="radio" name="leg" .checked=${index === openLeg} @change=${() => showLeg(index)} />
        <span>
          <b>${trainText(leg)}</b>
          <small>${t.checkout.chosenOf(draft.seats[index]?.length ?? 0, draft.passengers.length)}</small>
        </span>
      </label>`,
    )}
  </fieldset>`;
}

function plan({ trip, draft, openLeg, change }: LegSeatsView): TemplateResult {
  const coaches = trip.coaches[openLeg];
  if (coaches === undefined) return html`<div class="skeleton" aria-busy="true"></div>`;
  const choose = (seats: string[]): void =>
    change({
      seats: trip.journey.legs.map((_, leg) => (leg === openLeg ? seats : (draft.seats[leg] ?? []))),
    });
  // Each leg has a plan of its own, which remembers the coach that is open.
  return html`${keyed(
    openLeg,
    html`<rb-seat-plan
      .coaches=${coaches.filter((coach) => draft.offer.startsWith(`${coach.serviceClass}/`))}
      .chosen=${draft.seats[openLeg] ?? []}
      .limit=${draft.passengers.length}
      @seats=${(event: CustomEvent<string[]>) => choose(event.detail)}
    ></rb-seat-plan>`,
  )}`;
}
