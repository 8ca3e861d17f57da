import { html, nothing, type TemplateResult } from "lit";
import { call } from "../api/http.js";
import { LightElement } from "../shell/light-element.js";
import { locale, t } from "../texts/texts.js";
import type { Live } from "./api.js";
import { poll } from "./polling.js";
import { tiles } from "./tiles.js";

const everyMs = 2000;
const timeoutMs = 5000;
const timeFormat = new Intl.DateTimeFormat(locale, { timeStyle: "medium" });

/** `<rb-live-picture>`: how the product stands, asked again every two seconds. */
class LivePicture extends LightElement {
  static override properties = { live: { attribute: false }, stale: { state: true } };
  declare live: Live | undefined;
  declare stale: boolean;
  private stop: (() => void) | undefined;

  constructor() {
    super();
    this.stale = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = poll((signal) => this.ask(signal), everyMs);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop?.();
  }

  private async ask(signal: AbortSignal): Promise<void> {
    try {
      this.live = (await call<Live>("GET", "/operator/live", { signal, timeoutMs })).data;
      this.stale = false;
    } catch {
      if (!signal.aborted) this.stale = true;
    }
  }

  override render(): TemplateResult | typeof nothing {
    const { live } = this;
    if (live === undefined) return nothing;
    return html`<section aria-labelledby="live-title">
      <div class="operator-head">
        <h2 id="live-title">${t.operator.live}</h2>
        <p class="quiet">${t.operator.asOf(timeFormat.format(new Date(live.at)))}</p>
        <p class="operator-links"><a href="/operator/queues">${t.operator.queues}</a></p>
      </div>
      <p class="note" role="status" ?hidden=${!this.stale}>${this.stale ? t.operator.stale : nothing}</p>
      ${tiles(live)}
    </section>`;
  }
}

customElements.define("rb-live-picture", LivePicture);
