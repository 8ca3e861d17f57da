import { html, nothing, type TemplateResult } from "lit";
import { t } from "../texts/texts.js";
import type { Change } from "./choice-parts.js";
import type { Draft } from "./draft.js";

/** Any seat, or those that are picked on the plan; the first asks what the seats should be like. */
export function seatChoice(draft: Draft, change: Change, plan: TemplateResult): TemplateResult {
  const { pickSeats, passengers } = draft;
  return html`<fieldset class="card choices">
    <legend>${t.checkout.seats}</legend>
    <label class="option">
      <input id="seats-any" type="radio" name="seats" .checked=${!pickSeats} @change=${() => change({ pickSeats: false })} />
      <span class="option-text"><b>${t.checkout.anySeat}</b><small>${t.checkout.anySeatHint}</small></span>
    </label>
    ${pickSeats ? nothing : wishes(draft, change)}
    <label class="option">
      <input id="seats-plan" type="radio" name="seats" .checked=${pickSeats} @change=${() => change({ pickSeats: true })} />
      <span class="option-text"><b>${t.checkout.pickSeats}</b><small>${t.checkout.pickSeatsHint(passengers.length)}</small></span>
    </label>
    ${pickSeats ? plan : nothing}
  </fieldset>`;
}

function wishes({ preferences }: Draft, change: Change): TemplateResult {
  const toggle = (wish: string, wanted: boolean): void =>
    change({ preferences: [...preferences.filter((each) => each !== wish), ...(wanted ? [wish] : [])] });
  return html`<fieldset class="wishes">
    <legend>${t.seating.wishes}</legend>
    ${Object.entries(t.seating.wish).map(
      ([wish, name]) => html`<label class="chip wish">
        <input
          type="checkbox"
          .checked=${preferences.includes(wish)}
          @change=${(event: Event) => toggle(wish, (event.target as HTMLInputElement).checked)}
        />
        <span>${name}</span>
      </label>`,
    )}
    <p class="hint">${preferences.includes("wheelchair") ? t.seating.wheelchairHint : t.seating.wishesHint}</p>
  </fieldset>`;
}
