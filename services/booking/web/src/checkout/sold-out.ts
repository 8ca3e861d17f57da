import { html, nothing, type TemplateResult } from "lit";
import { call, toApiError } from "../api/http.js";
import type { Journey, Offer, WaitlistEntry } from "../api/types.js";
import { moneyText } from "../format/money.js";
import { offerText } from "../format/offer.js";
import { clearProblem, showProblem } from "../forms/problem.js";
import { LightElement } from "../shell/light-element.js";
import { announce } from "../shell/status.js";
import { t } from "../texts/texts.js";
import { offerKey } from "./load-trip.js";

/**
 * `<rb-sold-out>`: the ways to a seat where none is free throughout. Fires `split` with the offer that is to be had with a change of
 * seats, and `sign-in` where the traveller is not known.
 */
class SoldOut extends LightElement {
  static override properties = {
    journey: { attribute: false },
    offers: { attribute: false },
    party: { attribute: false },
    signedIn: { attribute: false },
    chosen: { state: true },
    entry: { state: true },
    busy: { state: true },
  };
  declare journey: Journey;
  /** Those without room for the party. */
  declare offers: Offer[];
  declare party: number;
  declare signedIn: boolean;
  declare chosen: string | undefined;
  declare entry: WaitlistEntry | undefined;
  declare busy: boolean;

  constructor() {
    super();
    this.busy = false;
  }

  private get offer(): Offer | undefined {
    return this.offers.find((offer) => offerKey(offer) === this.chosen) ?? this.offers[0];
  }

  private split(): void {
    const { offer } = this;
    if (offer === undefined) return;
    this.dispatchEvent(new CustomEvent("split", { detail: offer }));
  }

  private async wait(): Promise<void> {
    const [leg] = this.journey.legs;
    const { offer } = this;
    if (leg === undefined || offer === undefined || this.busy) return;
    if (!this.signedIn) return this.signIn();
    clearProblem();
    this.busy = true;
    try {
      const { serviceClass, fare } = offer;
      const ride = { runId: leg.runId, from: leg.from.id, to: leg.to.id };
      const body = { ...ride, serviceClass, fare, passengers: this.party };
      this.entry = (await call<WaitlistEntry>("POST", "/waitlist", { body })).data;
      announce(t.waitlist.joined(this.entry.position ?? 1));
    } catch (error) {
      const refusal = toApiError(error);
      if (refusal.status === 401) return this.signIn();
      const known = refusal.code === "already-waiting" || refusal.code === "not-sold-out";
      showProblem([
        { text: known ? (t.waitlist.refused[refusal.code] ?? refusal.message) : refusal.message },
      ]);
    } finally {
      this.busy = false;
    }
  }

  private signIn(): void {
    this.dispatchEvent(new CustomEvent("sign-in"));
  }

  private choice(): TemplateResult {
    return html`${this.offers.map((offer) => {
      const key = offerKey(offer);
      return html`<label class="option">
        <input
          type="radio"
          name="sold-out"
          .checked=${offer === this.offer}
          @change=${() => {
            this.chosen = key;
          }}
        />
        <span class="option-text"><b>${offerText(offer)}</b></span>
        <span class="option-price">${moneyText(offer.price)}</span>
      </label>`;
    })}`;
  }

  override render(): TemplateResult {
    if (this.entry !== undefined) {
      return html`<section class="card"><h2>${t.waitlist.joined(this.entry.position ?? 1)}</h2>
        <p>${t.waitlist.joinedDetail}</p>
        <p><a class="button secondary" href="/bookings">${t.bookings.title}</a></p></section>`;
    }
    const alone = this.journey.legs.length === 1;
    return html`<fieldset class="card choices">
      <legend>${t.waitlist.title}</legend>
      <p class="hint">${alone ? t.waitlist.lead : t.waitlist.leadSplit}</p>
      ${this.choice()}
      <p class="buttons below">
        ${alone ? html`<button class="button" type="button" ?disabled=${this.busy} @click=${this.wait}>${t.waitlist.join}</button>` : nothing}
        <button class="button secondary" type="button" ?disabled=${this.busy} @click=${this.split}>${t.waitlist.split}</button>
      </p>
    </fieldset>`;
  }
}

customElements.define("rb-sold-out", SoldOut);
