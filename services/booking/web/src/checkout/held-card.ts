import { html, nothing, type TemplateResult } from "lit";
import type { HeldLeg, Journey } from "../api/types.js";
import { t } from "../texts/texts.js";
import "./hold-clock.js";
import type { OpenHold } from "./holding.js";
import { placesOf } from "./review-card.js";

export interface HeldView {
  journey: Journey;
  open: OpenHold;
  busy: boolean;
  /** The hold's full time again, once. */
  extend: () => void;
  giveUp: () => void;
  expired: () => void;
}

/** The clock of the hold, above what it is about. */
export function clockCard(view: HeldView, about: TemplateResult | typeof nothing = nothing): TemplateResult {
  const { hold, clockOffset } = view.open;
  return html`<section class="card held">
    <rb-hold-clock
      .expiresAt=${hold.expiresAt}
      .clockOffset=${clockOffset}
      .extendable=${!hold.extended && !view.busy}
      @expired=${view.expired}
      @extend=${view.extend}
    ></rb-hold-clock>
    ${about}
  </section>`;
}

/** The clock, the seats it is about, and what can be done with them; `people` are told where they are known. */
export function heldCard(
  view: HeldView,
  giveUpText: string,
  people: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return clockCard(
    view,
    html`${heldSeats(view)} ${people}
    <button class="link-button" type="button" ?disabled=${view.busy} @click=${view.giveUp}>${giveUpText}</button>`,
  );
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
