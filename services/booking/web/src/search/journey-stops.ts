import { html, nothing, type TemplateResult } from "lit";
import type { Journey } from "../api/types.js";
import { changesOf, changeText } from "../format/changes.js";
import { clockTime } from "../format/time.js";
import { trainText } from "../format/train.js";
import { t } from "../texts/texts.js";

/** Every call of every train, on demand, with the time to change in words. */
export function journeyStops(journey: Journey): TemplateResult {
  const changes = changesOf(journey.legs);
  return html`<details class="stops">
    <summary>${t.results.details}<span class="visually-hidden"
      >${t.results.detailsOf(clockTime(journey.departure), clockTime(journey.arrival))}</span
    ></summary>
    ${journey.legs.map((leg, index) => {
      const change = changes[index];
      return html`<h3>${trainText(leg)}</h3>
        <ol class="calls">${leg.calls.map(
          ({ location, arrival, departure, platform }, place) =>
            html`<li>${t.results.callAt(clockTime(place === 0 ? departure : arrival), location.name, platform ?? "")}</li>`,
        )}</ol>
        ${change === undefined ? nothing : html`<p class="change">${changeText(change)}</p>`}`;
    })}
    ${clocksDiffer(journey) ? html`<p class="quiet">${t.results.localTime}</p>` : nothing}
  </details>`;
}

/** Where the offset changes on the way, by a border or in a night when the clocks do. */
function clocksDiffer({ departure, arrival }: Journey): boolean {
  return departure.slice(19) !== arrival.slice(19);
}
