import { html, nothing, svg, type TemplateResult } from "lit";
import { hereTime } from "../format/time.js";
import { staff } from "../texts/staff.js";
import { t } from "../texts/texts.js";
import { type Finding, type Tone, toneOf } from "./finding.js";

/** A circle, a triangle, an octagon: told apart without colour, from an arm's length. */
const shapes: Record<Tone, TemplateResult> = {
  good: svg`<circle cx="50" cy="50" r="44" /><path d="M28 52l15 15 30-33" />`,
  look: svg`<path class="outline" d="M50 8 95 90H5z" /><path d="M50 38v24M50 75v2" />`,
  bad: svg`<path class="outline" d="M32 6h36l26 26v36L68 94H32L6 68V32z" /><path d="M34 34l32 32M66 34 34 66" />`,
};

const wordOf = ({ valid, reason }: Finding): string => (valid ? "valid" : (reason ?? "forged"));

/** What is spoken: the word first, for the ears are on the passenger. */
export function verdictText(finding: Finding, withTrain: boolean): string {
  const { ticket, used } = finding;
  return [
    `${staff.inspect.words[wordOf(finding)]}.`,
    finding.valid ? goodDetail(withTrain) : staff.inspect.details[wordOf(finding)],
    used === undefined ? undefined : staff.inspect.used(hereTime(used.at), used.by),
    ticket === undefined ? undefined : `${ticket.passenger}, ${ticket.seat}.`,
  ]
    .filter((part) => part !== undefined)
    .join(" ");
}

export function verdictView(finding: Finding | undefined, withTrain: boolean): TemplateResult {
  if (finding === undefined)
    return html`<p class="verdict-idle"><b>${staff.inspect.ready}.</b> ${staff.inspect.readyDetail}</p>`;
  const tone = toneOf(finding);
  const word = wordOf(finding);
  const { used } = finding;
  return html`<div class="verdict ${tone}" data-verdict=${word}>
      <svg class="verdict-shape" viewBox="0 0 100 100" aria-hidden="true">${shapes[tone]}</svg>
      <div>
        <p class="verdict-word">${staff.inspect.words[word]}</p>
        <p>${finding.valid ? goodDetail(withTrain) : staff.inspect.details[word]}</p>
        ${used === undefined ? nothing : html`<p><b>${staff.inspect.used(hereTime(used.at), used.by)}</b></p>`}
      </div>
    </div>
    ${finding.valid && finding.alone ? html`<p class="note verdict-alone">${staff.inspect.validAlone}</p>` : nothing}
    ${facts(finding)}`;
}

function goodDetail(withTrain: boolean): string | undefined {
  return withTrain ? staff.inspect.details["valid"] : staff.inspect.validAnyTrain;
}

function facts({ ticket }: Finding): TemplateResult | typeof nothing {
  if (ticket === undefined) return nothing;
  const rows: [string, string][] = [
    [staff.inspect.passenger, ticket.passenger],
    [staff.inspect.seat, ticket.seat],
    [staff.inspect.class, t.classes[ticket.serviceClass] ?? ticket.serviceClass],
    [staff.inspect.onTrain, ticket.train],
    [staff.inspect.ride, staff.inspect.rideText(ticket.from, ticket.to)],
    [staff.inspect.booking, ticket.reference],
  ];
  return html`<dl class="verdict-facts">
    ${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
  </dl>`;
}
