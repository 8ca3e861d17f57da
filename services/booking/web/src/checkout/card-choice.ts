import { html, type TemplateResult } from "lit";
import { t } from "../texts/texts.js";

export function cardChoice(card: string, choose: (card: string) => void): TemplateResult {
  const hints: Record<string, string> = t.checkout.cardHints;
  return html`<fieldset class="card choices">
    <legend>${t.checkout.payment}</legend>
    ${Object.entries(t.checkout.cards).map(
      ([token, name]) => html`<label class="option">
        <input id="card-${token}" type="radio" name="card" .checked=${card === token} @change=${() => choose(token)} />
        <span class="option-text"><b>${name}</b><small>${hints[token]}</small></span>
      </label>`,
    )}
  </fieldset>`;
}
