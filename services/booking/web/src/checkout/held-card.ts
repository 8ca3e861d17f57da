import { html, nothing, type TemplateResult } from "lit";
import type { HeldLeg, HeldSeat, Journey } from "../api/types.js";
import { t } from "../texts/texts.js";
import "./hold-clock.js";
import type { OpenHold } from "./holding.js";
import { onTrain } from "./load-trip.js";

export interface HeldView {
  journey: Journey;
  open: OpenHold;
  busy: boolean;
  /** The hold's full time again, once. */
  extend: () => void;
  giveUp: () => void;
  expired: () => void;
}

/** The clock, the seats it is about, and what can be done with them; `people` are told where they are known. */
export function heldCard(
  view: HeldView,
  people: TemplateResult | typeof nothing = nothing,
  giveUpText: string = t.checkout.change,
): TemplateResult {
  const { hold, clockOffset } = view.open;
  return html`<section class="card held">
    <rb-hold-clock
      .expiresAt=${hold.expiresAt}
      .clockOffset=${clockOffset}
      .extendable=${!hold.extended && !view.busy}
      @expired=${view.expired}
      @extend=${view.extend}
    ></rb-hold-clock>
    ${heldSeats(view)} ${people}
    <button class="link-button" type="button" ?disabled=${view.busy} @click=${view.giveUp}>${giveUpText}</button>
  </section>`;
}

function heldSeats({ open, journey }: HeldView): TemplateResult {
  const ofLeg = (leg: HeldLeg, index: number): TemplateResult => {
    const places = placesOf(journey, leg, index);
    return html`${places.map((place, at) => (at === 0 ? place : html`<br />${place}`))}`;
  };
  const [only, ...others] = open.hold.legs;
  if (only !== undefined && others.length === 0)
    return html`<p><b>${t.checkout.heldTogether}</b><br />${ofLeg(only, 0)}</p>`;
  return html`<p><b>${t.checkout.heldTogether}</b></p>
    <ul class="plain held-legs">${open.hold.legs.map((leg, index) => html`<li>${ofLeg(leg, index)}</li>`)}</ul>`;
}

/** A line, or two where everybody changes seats on the way. */
function placesOf(journey: Journey, { seats, split }: HeldLeg, leg: number): string[] {
  const names = (places: readonly HeldSeat[]): string =>
    places.map((seat) => t.checkout.coachSeat(seat.coach, seat.number)).join("; ");
  const first = onTrain(journey, leg, names(seats));
  if (split === undefined) return [first];
  const call = journey.legs[leg]?.calls.find(({ location }) => location.id === split.at);
  return [first, t.checkout.changeSeat(call?.location.name ?? split.at, names(split.next))];
}
