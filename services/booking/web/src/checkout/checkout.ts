import { html, nothing, type TemplateResult } from "lit";
import type { Money, Offer } from "../api/types.js";
import { loadingCards } from "../shell/loading.js";
import { t } from "../texts/texts.js";
import { CheckoutPaying } from "./checkout-paying.js";
import { choicePanel } from "./choice-panel.js";
import { errandOf } from "./draft.js";
import { exchangePanel } from "./exchange-panel.js";
import type { HeldView } from "./held-card.js";
import { holdPrice, type OpenHold } from "./holding.js";
import type { Trip } from "./load-trip.js";
import { namesPanel } from "./names-panel.js";
import { paymentPanel } from "./payment-panel.js";
import "./sold-out.js";
import { backLink, tripHead, tripSummary } from "./summary.js";

/** `<rb-checkout>`: seats, names, the hold and the payment of one journey, or the exchange of tickets for it. */
class Checkout extends CheckoutPaying {
  override render(): TemplateResult {
    const { trip, open, draft } = this;
    if (trip === undefined)
      return this.failed ? html`<p><a class="button" href="/">${t.shell.toSearch}</a></p>` : loadingCards();
    const errand = errandOf(this.address, draft);
    const { journey } = trip;
    return html`${backLink(journey, errand)} ${tripHead(journey, this.stepText())}
      <div class="columns ${open === undefined ? "" : "held-step"}">
        ${open === undefined ? this.choice(trip) : this.step(trip, open)}
        ${tripSummary(journey, errand.party, this.offer(), this.price())}
      </div>`;
  }

  private stepText(): string {
    const { open, draft } = this;
    const exchanging = this.address.exchange !== undefined;
    if (open === undefined) return exchanging ? t.exchange.stepChoose : t.checkout.stepChoose;
    if (exchanging) return t.exchange.stepConfirm;
    return draft.namesLater ? t.checkout.stepNames : t.checkout.stepPay;
  }

  private price(): Money | undefined {
    const { open, draft } = this;
    return open === undefined ? this.offer()?.price : holdPrice(open.hold, draft);
  }

  private choice(trip: Trip): TemplateResult {
    const party = this.draft.passengers.length;
    const exchange = this.address.exchange !== undefined;
    const gone = exchange ? [] : trip.journey.offers.filter((offer) => offer.seatsLeft < party);
    return html`<div class="steps">
      ${choicePanel({
        trip,
        draft: this.draft,
        openLeg: this.openLeg,
        showLeg: (leg) => this.showLeg(leg),
        signedIn: this.user !== undefined,
        exchange,
        busy: this.busy,
        change: (part) => this.change(part),
        submit: (event) => this.hold(event),
      })}
      ${gone.length === 0 ? nothing : this.soldOut(trip, gone)}
    </div>`;
  }

  private soldOut({ journey }: Trip, offers: Offer[]): TemplateResult {
    return html`<rb-sold-out
      .journey=${journey}
      .offers=${offers}
      .party=${this.draft.passengers.length}
      .signedIn=${this.user !== undefined}
      @split=${(event: CustomEvent<Offer>) => this.holdSplit(event.detail)}
      @sign-in=${() => this.signIn()}
    ></rb-sold-out>`;
  }

  private step({ journey }: Trip, open: OpenHold): TemplateResult {
    const { draft, card, busy } = this;
    const held: HeldView = {
      journey,
      open,
      busy,
      extend: () => this.extend(),
      giveUp: () => this.giveUp(),
      expired: () => this.expired(),
    };
    const chooseCard = (chosen: string): void => {
      this.card = chosen;
    };
    if (this.address.exchange !== undefined)
      return exchangePanel({
        ...held,
        draft,
        quote: this.quote,
        card,
        chooseCard,
        submit: (event) => this.exchange(event),
      });
    if (draft.namesLater)
      return namesPanel({
        ...held,
        draft,
        change: (part) => this.change(part),
        submit: (event) => this.named(event),
      });
    const price = holdPrice(open.hold, draft);
    return paymentPanel({
      ...held,
      address: this.address,
      draft,
      price,
      card,
      chooseCard,
      submit: (event) => this.pay(event),
      changePeople: (field) => this.changePeople(field),
      acceptPrice: () => this.change({ seenAmount: price.amount }),
    });
  }
}

customElements.define("rb-checkout", Checkout);
