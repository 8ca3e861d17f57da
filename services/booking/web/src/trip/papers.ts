import { html, nothing, type TemplateResult } from "lit";
import { call, toApiError } from "../api/http.js";
import type { Booking } from "../api/types.js";
import { clearProblem, showProblem } from "../forms/problem.js";
import { LightElement } from "../shell/light-element.js";
import { toast } from "../shell/status.js";
import { t } from "../texts/texts.js";

/** `<rb-papers>`: a booking's receipt, and its tickets by mail once more. */
class Papers extends LightElement {
  static override properties = { booking: { attribute: false }, busy: { state: true } };
  declare booking: Booking;
  declare busy: boolean;

  constructor() {
    super();
    this.busy = false;
  }

  private get path(): string {
    return `/bookings/${encodeURIComponent(this.booking.reference)}`;
  }

  private async resend(): Promise<void> {
    if (this.busy) return;
    clearProblem();
    this.busy = true;
    try {
      await call("POST", `${this.path}/resend`);
      toast(t.papers.resent, t.papers.resentDetail(this.booking.contact.email));
    } catch (error) {
      showProblem([{ text: toApiError(error).message }]);
    } finally {
      this.busy = false;
    }
  }

  override render(): TemplateResult {
    const valid = this.booking.tickets.some(({ status }) => status === "valid");
    return html`<section class="card" aria-labelledby="papers-title">
      <h2 id="papers-title">${t.papers.title}</h2>
      <p class="buttons">
        <a class="button secondary" href="/api${this.path}/receipt.pdf" target="_blank">${t.papers.receipt}</a>
        ${
          valid
            ? html`<button class="button secondary" type="button" aria-disabled=${this.busy} @click=${this.resend}>
                ${this.busy ? t.papers.resending : t.papers.resend}
              </button>`
            : nothing
        }
      </p>
    </section>`;
  }
}

customElements.define("rb-papers", Papers);
