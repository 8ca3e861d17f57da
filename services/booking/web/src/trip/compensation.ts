import { html, nothing, type TemplateResult } from "lit";
import { call, get, toApiError } from "../api/http.js";
import type { Compensation } from "../api/types.js";
import { moneyText } from "../format/money.js";
import { clearProblem, showProblem } from "../forms/problem.js";
import { LightElement } from "../shell/light-element.js";
import { toast } from "../shell/status.js";
import { t } from "../texts/texts.js";

/** `<rb-compensation>`: what late trains of a booking entitle to, and the claim; nothing where none was late. */
class CompensationPart extends LightElement {
  static override properties = {
    reference: { attribute: false },
    due: { state: true },
    busy: { state: true },
  };
  declare reference: string;
  declare due: Compensation | undefined;
  declare busy: boolean;

  constructor() {
    super();
    this.busy = false;
  }

  private get path(): string {
    return `/bookings/${encodeURIComponent(this.reference)}/compensation`;
  }

  override firstUpdated(): void {
    void this.load();
  }

  private async load(): Promise<void> {
    try {
      this.due = await get<Compensation>(this.path);
    } catch {
      // The booking itself is shown; what is due can be asked for again with it.
    }
  }

  private async claim(): Promise<void> {
    if (this.due === undefined || this.busy) return;
    const amount = moneyText(this.due.claimable);
    clearProblem();
    this.busy = true;
    try {
      this.due = (await call<Compensation>("POST", this.path)).data;
      toast(t.compensation.claimedToast, t.compensation.done(amount));
    } catch (error) {
      showProblem([{ text: toApiError(error).message }]);
      await this.load();
    } finally {
      this.busy = false;
    }
  }

  private row(item: Compensation["items"][number]): TemplateResult {
    return html`<div>
      <dt>${t.compensation.item(item.train, item.passenger, item.delayMinutes)}</dt>
      <dd>
        <b>${moneyText(item.amount)}</b> <span class="quiet">${t.compensation.percent(item.percent)}</span>
        ${item.claimed ? html`<span class="badge good">${t.compensation.claimed}</span>` : nothing}
      </dd>
    </div>`;
  }

  override render(): TemplateResult | typeof nothing {
    const { due } = this;
    if (due === undefined || due.items.length === 0) return nothing;
    const open = due.claimable.amount > 0;
    return html`<section class="card" aria-labelledby="compensation-title">
      <h2 id="compensation-title">${t.compensation.title}</h2>
      <dl class="facts-list">${due.items.map((item) => this.row(item))}</dl>
      ${
        open
          ? html`<p class="buttons below"><button class="button" type="button" ?disabled=${this.busy} @click=${this.claim}>
              ${t.compensation.claim(moneyText(due.claimable))}
            </button></p>`
          : nothing
      }
    </section>`;
  }
}

customElements.define("rb-compensation", CompensationPart);
