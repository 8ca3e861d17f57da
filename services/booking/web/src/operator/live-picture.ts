import type { Live } from "@railbooker/booking/operator/operator-schemas";
import { html, nothing, type TemplateResult } from "lit";
import { call, toApiError } from "../api/http.js";
import { LightElement } from "../shell/light-element.js";
import { Polled } from "../shell/polled.js";
import { signInPath } from "../shell/session.js";
import { announce } from "../shell/status.js";
import { staff } from "../texts/staff.js";
import { locale, t } from "../texts/texts.js";
import { tiles } from "./tiles.js";

const everyMs = 2000;
const timeoutMs = 5000;
const timeFormat = new Intl.DateTimeFormat(locale, { timeStyle: "medium" });

/** `<rb-live-picture>`: how the product stands, asked again every two seconds. */
class LivePicture extends LightElement {
  static override properties = { live: { attribute: false }, stale: { state: true }, ended: { state: true } };
  declare live: Live | undefined;
  declare stale: boolean;
  /** The session has ended, or the role was taken away. */
  declare ended: boolean;
  private readonly polled: Polled;

  constructor() {
    super();
    this.stale = false;
    this.ended = false;
    this.polled = new Polled(this, (signal) => this.ask(signal), everyMs);
  }

  private async ask(signal?: AbortSignal): Promise<void> {
    try {
      const options = signal === undefined ? { timeoutMs } : { timeoutMs, signal };
      this.live = (await call<Live>("GET", "/operator/live", options)).data;
      this.stale = false;
    } catch (error) {
      if (signal?.aborted === true) return;
      this.ended = [401, 403].includes(toApiError(error).status);
      if (!this.ended && !this.stale) announce(staff.operator.stale);
      this.stale = !this.ended;
      if (this.ended) this.polled.stop();
    }
  }

  override render(): TemplateResult | typeof nothing {
    const { live } = this;
    if (live === undefined) return nothing;
    return html`<section aria-labelledby="live-title">
      <div class="operator-head">
        <h2 id="live-title">${staff.operator.live}</h2>
        <p class="quiet">${staff.operator.asOf(timeFormat.format(new Date(live.at)))}</p>
        <p class="operator-links"><a href="/operator/queues">${staff.operator.queues}</a></p>
      </div>
      <p class="note" ?hidden=${!this.stale}>${this.stale ? staff.operator.stale : nothing}</p>
      <p class="note" role="alert" ?hidden=${!this.ended}>
        ${this.ended ? html`${staff.operator.ended} <a href=${signInPath("/operator")}>${t.account.signIn}</a>` : nothing}</p>
      ${tiles(live)}
    </section>`;
  }
}

customElements.define("rb-live-picture", LivePicture);
