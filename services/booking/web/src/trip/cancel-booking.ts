import { html, type TemplateResult } from "lit";
import { ApiError, call, get, toApiError } from "../api/http.js";
import type { Booking, RefundQuote } from "../api/types.js";
import { moneyText } from "../format/money.js";
import { clearProblem, showProblem } from "../forms/problem.js";
import { LightElement } from "../shell/light-element.js";
import { t } from "../texts/texts.js";

/** `<rb-cancel-booking>`: says what comes back before anything is cancelled. Fires `cancelled` with the booking. */
class CancelBooking extends LightElement {
  static override properties = {
    reference: { attribute: false },
    quote: { state: true },
    busy: { state: true },
  };
  declare reference: string;
  declare quote: RefundQuote | undefined;
  declare busy: boolean;

  constructor() {
    super();
    this.busy = false;
  }

  private path(end: string): string {
    return `/bookings/${encodeURIComponent(this.reference)}/${end}`;
  }

  private async ask(): Promise<void> {
    clearProblem();
    this.busy = true;
    try {
      this.quote = await get<RefundQuote>(this.path("refund-quote"));
      await this.updateComplete;
      this.querySelector<HTMLElement>("h2")?.focus();
    } catch (error) {
      showProblem([{ text: toApiError(error).message }]);
    } finally {
      this.busy = false;
    }
  }

  private async confirm(): Promise<void> {
    const { quote } = this;
    if (quote === undefined || this.busy) return;
    clearProblem();
    this.busy = true;
    try {
      const body = { quote: quote.id };
      const { data } = await call<Booking>("POST", this.path("cancel"), { body });
      this.quote = undefined;
      this.dispatchEvent(new CustomEvent("cancelled", { detail: data }));
    } catch (error) {
      const stale = error instanceof ApiError && ["quote-changed", "quote-expired"].includes(error.code);
      if (stale) await this.ask();
      showProblem([{ text: stale ? t.trip.quoteExpired : toApiError(error).message }]);
    } finally {
      this.busy = false;
    }
  }

  private keep(): void {
    this.quote = undefined;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>("button")?.focus());
  }

  override render(): TemplateResult {
    const { quote, busy } = this;
    if (quote === undefined) {
      return html`<button class="button danger" type="button" ?disabled=${busy} @click=${this.ask}>${t.trip.cancel}</button>`;
    }
    return html`<section class="card" aria-labelledby="cancel-title">
      <h2 id="cancel-title" tabindex="-1">${t.trip.cancelQuestion}</h2>
      <dl class="facts-list">
        <div><dt>${t.trip.refund}</dt><dd><b>${moneyText(quote.refund)}</b></dd></div>
        <div><dt>${t.trip.fee}</dt><dd>${moneyText(quote.fee)}</dd></div>
      </dl>
      <p class="buttons">
        <button class="button danger" type="button" ?disabled=${busy} @click=${this.confirm}>${t.trip.confirmCancel}</button>
        <button class="button secondary" type="button" ?disabled=${busy} @click=${this.keep}>${t.trip.keep}</button>
      </p>
    </section>`;
  }
}

customElements.define("rb-cancel-booking", CancelBooking);
