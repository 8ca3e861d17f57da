import { html, type TemplateResult } from "lit";
import { type ApiError, toApiError } from "../api/http.js";
import { clearProblem, mistakesOf, showProblem } from "../forms/problem.js";
import { listenForNews } from "../shell/live.js";
import { loadingCards } from "../shell/loading.js";
import { signInPath } from "../shell/session.js";
import { t } from "../texts/texts.js";
import { choiceMistakes } from "./check-choice.js";
import { CheckoutState } from "./checkout-state.js";
import { choicePanel } from "./choice-panel.js";
import { dropDraft } from "./draft.js";
import "./hold-clock.js";
import { giveUpHold, type OpenHold, placeHold } from "./holding.js";
import { onTrain, type Trip } from "./load-trip.js";
import { pay } from "./pay.js";
import { paymentPanel } from "./payment-panel.js";
import { paymentProblem } from "./payment-problem.js";
import { backLink, tripHead, tripSummary } from "./summary.js";

/** `<rb-checkout>`: seats, names, the hold and the payment of one journey. */
class Checkout extends CheckoutState {
  private async hold(event: Event): Promise<void> {
    event.preventDefault();
    if (this.trip === undefined || this.busy) return;
    clearProblem();
    const mistakes = choiceMistakes(this.trip, this.draft);
    if (mistakes.length > 0) return showProblem(mistakes);
    const expected = this.offer()?.price;
    if (expected !== undefined) this.change({ seenAmount: expected.amount });
    if (this.user === undefined) return this.signIn();
    this.busy = true;
    try {
      const open = await placeHold(this.trip.journey, this.draft, expected);
      this.busy = false;
      this.open = open;
      this.change({ holdId: open.hold.id });
      await this.showStep();
    } catch (error) {
      const refusal = toApiError(error);
      if (refusal.status === 401) return this.signIn();
      this.busy = false;
      await this.reload();
      this.refused(this.trip, refusal);
    } finally {
      this.busy = false;
    }
  }

  /** Says which train a refusal is about, and opens the plan of its seats. */
  private refused({ journey }: Trip, refusal: ApiError): void {
    const leg = refusedLeg(refusal);
    const fields = Object.fromEntries(journey.legs.map((_, index) => [`/legs/${index}/seats`, "seats-plan"]));
    const mistakes = mistakesOf(refusal, fields, true);
    if (leg !== undefined) this.showLeg(leg);
    const about = (text: string): string => (leg === undefined ? text : onTrain(journey, leg, text));
    showProblem(mistakes.map((mistake) => ({ ...mistake, text: about(mistake.text) })));
  }

  private signIn(): void {
    location.assign(`${signInPath(location.pathname + location.search)}&for=hold`);
  }

  private async pay(event: Event): Promise<void> {
    event.preventDefault();
    const { open } = this;
    if (open === undefined || this.busy) return;
    // Enter in the form submits it also while its button is not shown.
    const { seenAmount = open.hold.price.amount } = this.draft;
    if (seenAmount !== open.hold.price.amount) return;
    clearProblem();
    this.busy = true;
    try {
      const news = listenForNews();
      const booking = await pay(open.hold, this.draft, this.card);
      dropDraft(this.address);
      // The confirmation is on its way over the socket: leaving this very moment would lose it between two pages.
      await news.about(booking.reference, 1_500);
      location.assign(`/bookings/${encodeURIComponent(booking.reference)}?new`);
    } catch (error) {
      this.busy = false;
      const refusal = toApiError(error);
      if (refusal.status === 401) return this.signIn();
      const { mistakes, holdGone } = paymentProblem(refusal, this.card);
      if (holdGone) await this.backToSeats();
      showProblem(mistakes);
    }
  }

  private async backToSeats(): Promise<void> {
    this.forgetHold();
    await this.reload();
    await this.showStep();
  }

  private async giveUp(): Promise<void> {
    if (this.open === undefined || this.busy) return;
    clearProblem();
    this.busy = true;
    await giveUpHold(this.open.hold.id);
    this.busy = false;
    await this.backToSeats();
  }

  private async expired(): Promise<void> {
    // A payment under way gets its own answer, which says what became of it.
    if (this.busy || this.open === undefined) return;
    // Our clock runs out a moment early: given back by name, the seats are free before the plan is asked for again.
    await giveUpHold(this.open.hold.id);
    await this.backToSeats();
    showProblem([{ text: t.checkout.expired }]);
  }

  private async showStep(): Promise<void> {
    await this.updateComplete;
    this.querySelector<HTMLElement>("h1")?.focus();
    scrollTo({ top: 0 });
  }

  override render(): TemplateResult {
    const { trip } = this;
    if (trip === undefined)
      return this.failed ? html`<p><a class="button" href="/">${t.shell.toSearch}</a></p>` : loadingCards();
    const party = this.address.passengers;
    const price = this.open?.hold.price ?? this.offer()?.price;
    const { journey } = trip;
    return html`${backLink(journey, party)} ${tripHead(journey, this.open === undefined ? t.checkout.stepChoose : t.checkout.stepPay)}
      <div class="columns">
        ${this.open === undefined ? this.choice(trip) : this.payment(trip, this.open)}
        ${tripSummary(journey, party, this.offer(), price)}
      </div>`;
  }

  private choice(trip: Trip): TemplateResult {
    return choicePanel({
      trip,
      draft: this.draft,
      openLeg: this.openLeg,
      showLeg: (leg) => this.showLeg(leg),
      signedIn: this.user !== undefined,
      busy: this.busy,
      change: (part) => this.change(part),
      submit: (event) => this.hold(event),
    });
  }

  private payment({ journey }: Trip, { hold, clockOffset }: OpenHold): TemplateResult {
    return paymentPanel({
      journey,
      hold,
      clockOffset,
      draft: this.draft,
      card: this.card,
      busy: this.busy,
      chooseCard: (card) => {
        this.card = card;
      },
      submit: (event) => this.pay(event),
      acceptPrice: () => this.change({ seenAmount: hold.price.amount }),
      giveUp: () => this.giveUp(),
      expired: () => this.expired(),
    });
  }
}

/** The leg whose seats a refusal names. */
function refusedLeg({ errors }: ApiError): number | undefined {
  const legs = errors.map(({ pointer }) => /^\/legs\/(\d)\/seats$/.exec(pointer)?.[1]);
  const leg = legs.find((each) => each !== undefined);
  return leg === undefined ? undefined : Number(leg);
}

customElements.define("rb-checkout", Checkout);
