import { html, nothing, type TemplateResult } from "lit";
import { hereTime } from "../format/time.js";
import { LightElement } from "../shell/light-element.js";
import { announce } from "../shell/status.js";
import { t } from "../texts/texts.js";

/** Spoken at these many seconds before the end, and at no other time. */
const spokenAt = [300, 120, 60, 20];

/** A hold gets its full time again once: asked for at its start, that would be wasted. */
const extendableSeconds = 300;

/** `<rb-hold-clock>`: counts down to `expiresAt` by the server's clock. Fires `expired` once at the end, and `extend` on a press. */
class HoldClock extends LightElement {
  static override properties = {
    expiresAt: { attribute: false },
    clockOffset: { attribute: false },
    extendable: { attribute: false },
    secondsLeft: { state: true },
  };
  declare expiresAt: string;
  /** The server's clock minus this device's, in milliseconds. */
  declare clockOffset: number;
  declare extendable: boolean;
  declare secondsLeft: number | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.tick();
    this.timer = setInterval(() => this.tick(), 500);
  }

  /** Another end, after an extension say, is shown at once and not with the next tick. */
  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has("expiresAt") || changed.has("clockOffset")) this.tick();
  }

  override disconnectedCallback(): void {
    clearInterval(this.timer);
    super.disconnectedCallback();
  }

  private tick(): void {
    const left = Math.max(
      0,
      Math.ceil((Date.parse(this.expiresAt) - (Date.now() + this.clockOffset)) / 1000),
    );
    const before = this.secondsLeft ?? left;
    this.secondsLeft = left;
    const crossed = spokenAt.find((mark) => before > mark && left <= mark);
    if (crossed !== undefined && left > 0) {
      announce(crossed >= 60 ? t.checkout.minutesLeft(crossed / 60) : t.checkout.secondsLeft(crossed));
    }
    if (left === 0) {
      clearInterval(this.timer);
      this.dispatchEvent(new CustomEvent("expired"));
    }
  }

  private extendButton(): TemplateResult {
    const extend = (): boolean => this.dispatchEvent(new CustomEvent("extend"));
    return html`<button class="button secondary" type="button" @click=${extend}>${t.checkout.extend}</button>`;
  }

  override render(): TemplateResult {
    const left = this.secondsLeft ?? 0;
    const until = new Date(Date.parse(this.expiresAt) - this.clockOffset).toISOString();
    return html`<div class="clock ${left <= 60 ? "soon" : ""}">
      <p>
        <span class="quiet">${t.checkout.timeLeft}</span>
        <strong role="timer" aria-live="off">${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}</strong>
      </p>
      <p class="quiet">${t.checkout.until(hereTime(until))}</p>
      ${this.extendable && left > 0 && left <= extendableSeconds ? this.extendButton() : nothing}
    </div>`;
  }
}

customElements.define("rb-hold-clock", HoldClock);
