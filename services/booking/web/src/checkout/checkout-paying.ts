import { toApiError } from "../api/http.js";
import type { ExchangeQuote } from "../api/types.js";
import { clearProblem, mistakesOf, showProblem } from "../forms/problem.js";
import { listenForNews } from "../shell/live.js";
import { CheckoutHolding } from "./checkout-holding.js";
import { CheckoutState } from "./checkout-state.js";
import { dropDraft } from "./draft.js";
import { askForExchange, exchange } from "./exchange.js";
import { holdPrice } from "./holding.js";
import { pay } from "./pay.js";
import { paymentProblem } from "./payment-problem.js";

/** What the traveller does once seats are held: pays for them, or has tickets exchanged for them. */
export class CheckoutPaying extends CheckoutHolding {
  static override properties = { ...CheckoutState.properties, quote: { state: true } };
  declare quote: ExchangeQuote | undefined;

  protected async pay(event: Event): Promise<void> {
    event.preventDefault();
    const { open, draft } = this;
    if (open === undefined || this.busy) return;
    // Enter in the form submits it also while its button is not shown.
    const { amount } = holdPrice(open.hold, draft);
    if ((draft.seenAmount ?? amount) !== amount) return;
    await this.settle(async () => {
      const news = listenForNews();
      const booking = await pay(open.hold, draft, this.card);
      dropDraft(this.address);
      // The confirmation is on its way over the socket: leaving this very moment would lose it between two pages.
      await news.about(booking.reference, 1_500);
      location.assign(`/bookings/${encodeURIComponent(booking.reference)}?new`);
    });
  }

  /** On an exchange: what the held seats would cost. */
  protected override async opened(): Promise<void> {
    const { open } = this;
    const reference = this.address.exchange;
    if (reference === undefined || open === undefined) return;
    try {
      this.quote = await askForExchange(reference, open.hold.id);
    } catch (error) {
      this.quote = undefined;
      showProblem(mistakesOf(toApiError(error)));
    }
  }

  protected async exchange(event: Event): Promise<void> {
    event.preventDefault();
    const { open, quote } = this;
    const reference = this.address.exchange;
    if (open === undefined || quote === undefined || reference === undefined || this.busy) return;
    await this.settle(async () => {
      await exchange(reference, open.hold.id, quote.difference.amount > 0 ? this.card : undefined);
      dropDraft(this.address);
      location.assign(`/bookings/${encodeURIComponent(reference)}?exchanged`);
    });
  }

  /** Pays, and says what became of it where it fails. */
  private async settle(payment: () => Promise<void>): Promise<void> {
    clearProblem();
    this.busy = true;
    try {
      await payment();
    } catch (error) {
      this.busy = false;
      const refusal = toApiError(error);
      if (refusal.status === 401) return void this.signIn();
      const { mistakes, holdGone } = paymentProblem(refusal, this.card);
      if (holdGone) await this.backToSeats();
      else await this.opened();
      showProblem(mistakes);
    }
  }
}
