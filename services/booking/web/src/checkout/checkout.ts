import { html, type TemplateResult } from "lit";
import { toApiError } from "../api/http.js";
import type { Offer, SeatState, User } from "../api/types.js";
import { clearProblem, mistakesOf, showProblem } from "../forms/problem.js";
import { LightElement } from "../shell/light-element.js";
import { listenForNews } from "../shell/live.js";
import { loadingCards } from "../shell/loading.js";
import { currentUser, signInPath } from "../shell/session.js";
import { t } from "../texts/texts.js";
import { choiceMistakes } from "./check-choice.js";
import { choicePanel } from "./choice-panel.js";
import { type Draft, dropDraft, loadDraft, readAddress, saveDraft } from "./draft.js";
import "./hold-clock.js";
import { giveUpHold, type OpenHold, placeHold, reopenHold } from "./holding.js";
import { loadCoaches, loadTrip, offerKey, type Trip } from "./load-trip.js";
import { pay } from "./pay.js";
import { paymentPanel } from "./payment-panel.js";
import { paymentProblem } from "./payment-problem.js";
import { lostSeats, watchSeats, withStates } from "./seat-live.js";
import { backLink, tripHead, tripSummary } from "./summary.js";

/** `<rb-checkout>`: seats, names, the hold and the payment of one leg. */
class Checkout extends LightElement {
  static override properties = {
    trip: { state: true },
    user: { state: true },
    draft: { state: true },
    open: { state: true },
    card: { state: true },
    busy: { state: true },
    failed: { state: true },
  };
  declare trip: Trip | undefined;
  declare user: User | undefined;
  declare draft: Draft;
  declare open: OpenHold | undefined;
  declare card: string;
  declare busy: boolean;
  declare failed: boolean;
  private readonly address = readAddress(location.pathname, location.search);

  constructor() {
    super();
    this.draft = loadDraft(this.address);
    this.card = "tok_ok";
    this.busy = false;
    this.failed = false;
    void this.start();
  }

  private async start(): Promise<void> {
    try {
      const [trip, user] = await Promise.all([loadTrip(this.address), currentUser()]);
      document.title = `${trip.from.location.name} – ${trip.to.location.name} · RailBooker`;
      if (user !== undefined) this.fillFrom(user);
      const { holdId } = this.draft;
      if (holdId !== undefined && user !== undefined) await this.reopen(holdId);
      this.user = user;
      this.trip = trip;
      const { fromPosition, toPosition } = trip;
      const { runId } = this.address;
      await watchSeats({
        runId,
        fromPosition,
        toPosition,
        lost: (seats) => this.seatsLost(seats),
        reload: () => void this.reloadSeats(),
      });
    } catch (error) {
      this.failed = this.trip === undefined;
      showProblem([{ text: error instanceof Error ? error.message : toApiError(error).message }]);
    }
  }

  /** What the account knows need not be typed again. */
  private fillFrom(user: User): void {
    const [first, ...others] = this.draft.passengers;
    const passengers =
      first?.name === "" ? [{ ...first, name: user.name }, ...others] : this.draft.passengers;
    this.change({ passengers, email: this.draft.email || user.email });
  }

  private async reopen(holdId: string): Promise<void> {
    this.open = await reopenHold(holdId);
    if (this.open === undefined) this.forgetHold();
  }

  private change(part: Partial<Draft>): void {
    this.draft = { ...this.draft, ...part };
    saveDraft(this.address, this.draft);
  }

  private forgetHold(): void {
    const { holdId: _gone, ...draft } = this.draft;
    this.open = undefined;
    this.draft = draft;
    saveDraft(this.address, draft);
  }

  private offer(): Offer | undefined {
    return this.trip?.offers.find((offer) => offerKey(offer) === this.draft.offer);
  }

  private seatsLost(states: ReadonlyMap<string, SeatState>): void {
    if (this.trip === undefined) return;
    this.trip = { ...this.trip, coaches: withStates(this.trip.coaches, states) };
    // While our own hold is being made the news is about ourselves.
    if (!this.busy && this.open === undefined) this.dropLostSeats();
  }

  private async reloadSeats(): Promise<void> {
    try {
      const coaches = await loadCoaches(this.address);
      if (this.trip !== undefined) this.trip = { ...this.trip, coaches };
      if (!this.busy && this.open === undefined) this.dropLostSeats();
    } catch {
      // The plan stays as it was; the hold decides anyway.
    }
  }

  /** Tells once of chosen seats that went to someone else, and keeps the rest of the choice. */
  private dropLostSeats(): void {
    const { ids, names } = lostSeats(this.trip?.coaches ?? [], this.draft.seats);
    if (ids.size === 0) return;
    this.change({ seats: this.draft.seats.filter((id) => !ids.has(id)) });
    showProblem([{ text: t.checkout.seatLost(names), field: "seats-plan" }]);
  }

  private async hold(event: Event): Promise<void> {
    event.preventDefault();
    if (this.trip === undefined || this.busy) return;
    clearProblem();
    const mistakes = choiceMistakes(this.trip, this.draft);
    if (mistakes.length > 0) return showProblem(mistakes);
    const amount = this.offer()?.price.amount;
    if (amount !== undefined) this.change({ seenAmount: amount });
    if (this.user === undefined) return this.signIn();
    this.busy = true;
    try {
      const open = await placeHold(this.address, this.draft);
      this.busy = false;
      this.open = open;
      this.change({ holdId: open.hold.id });
      await this.showStep();
    } catch (error) {
      const refusal = toApiError(error);
      if (refusal.status === 401) return this.signIn();
      this.busy = false;
      await this.reloadSeats();
      showProblem(mistakesOf(refusal, { "/legs/0/seats": "seats-plan" }, true));
    } finally {
      this.busy = false;
    }
  }

  private signIn(): void {
    location.assign(`${signInPath(location.pathname + location.search)}&for=hold`);
  }

  private async pay(event: Event): Promise<void> {
    event.preventDefault();
    const { open } = this;
    if (open === undefined || this.busy) return;
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
    await this.reloadSeats();
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
    if (this.busy) return;
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
    return html`${backLink(trip, party)} ${tripHead(trip, this.open === undefined ? t.checkout.stepChoose : t.checkout.stepPay)}
      <div class="columns">
        ${this.open === undefined ? this.choice(trip) : this.payment(this.open)}
        ${tripSummary(trip, party, this.offer(), price)}
      </div>`;
  }

  private choice(trip: Trip): TemplateResult {
    return choicePanel({
      trip,
      draft: this.draft,
      signedIn: this.user !== undefined,
      busy: this.busy,
      change: (part) => this.change(part),
      submit: (event) => this.hold(event),
    });
  }

  private payment({ hold, clockOffset }: OpenHold): TemplateResult {
    return paymentPanel({
      hold,
      clockOffset,
      draft: this.draft,
      card: this.card,
      busy: this.busy,
      chooseCard: (card) => {
        this.card = card;
      },
      submit: (event) => this.pay(event),
      giveUp: () => this.giveUp(),
      expired: () => this.expired(),
    });
  }
}

customElements.define("rb-checkout", Checkout);
