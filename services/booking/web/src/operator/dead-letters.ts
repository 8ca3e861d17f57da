import type { Letter } from "@railbooker/booking/operator/operator-schemas";
import { html, type TemplateResult } from "lit";
import { call } from "../api/http.js";
import { hereDateTime } from "../format/time.js";
import { Attempt } from "../forms/attempt.js";
import { LightElement } from "../shell/light-element.js";
import { PolledList } from "../shell/polled-list.js";
import { toast } from "../shell/status.js";
import { staff } from "../texts/staff.js";
import { actionDone } from "./action-done.js";

const everyMs = 10_000;

/** `<rb-dead-letters>`: what was set aside and why; each can be put into its stream again. */
class DeadLetters extends LightElement {
  private readonly letters = new PolledList<Letter>(this, "/operator/dead-letters", everyMs);
  private readonly attempt = new Attempt(this);

  private async replay({ id }: Letter): Promise<void> {
    await this.attempt.run(async () => {
      await call("POST", `/operator/dead-letters/${id}/replay`);
      toast(staff.operator.replayed);
      window.dispatchEvent(new Event(actionDone));
    });
    await this.letters.load();
    // The button that had the focus is gone with its letter.
    if (document.activeElement === document.body) this.querySelector<HTMLElement>("h2")?.focus();
  }

  private row(letter: Letter): TemplateResult {
    const { id, at, type, subject, reason, attempts, group, replayable } = letter;
    return html`<li class="card letter">
      <p><b>${type === "" ? staff.operator.notAnEvent : type}</b> <span class="quiet">${subject}</span></p>
      <p class="letter-reason">${reason}</p>
      <p class="facts"><time datetime=${at}>${hereDateTime(at)}</time><span>${staff.operator.attempts(attempts, group)}</span></p>
      ${
        replayable
          ? html`<p><button class="button secondary" type="button" ?disabled=${this.attempt.busy}
              aria-label=${staff.operator.replayOne(type, id)} @click=${() => void this.replay(letter)}>${staff.operator.replay}</button></p>`
          : html`<p class="hint">${staff.operator.noContent}</p>`
      }
    </li>`;
  }

  private list(): TemplateResult {
    const { items, refusal } = this.letters;
    if (refusal !== undefined) return html`<p class="note">${refusal}</p>`;
    if (items === undefined) return html`<div class="card skeleton" aria-busy="true"></div>`;
    if (items.length === 0)
      return html`<div class="card empty"><h3>${staff.operator.noLetters}</h3><p>${staff.operator.noLettersDetail}</p></div>`;
    return html`<p class="quiet">${staff.operator.lettersLead}</p>
      <ul class="plain">${items.map((letter) => this.row(letter))}</ul>`;
  }

  override render(): TemplateResult {
    return html`<section aria-labelledby="letters-title">
      <h2 id="letters-title" tabindex="-1">${staff.operator.lettersTitle}</h2>
      ${this.list()}
    </section>`;
  }
}

customElements.define("rb-dead-letters", DeadLetters);
