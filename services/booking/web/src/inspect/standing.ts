import { html, nothing, type TemplateResult } from "lit";
import { hereDateTime, hereTime } from "../format/time.js";
import { signInPath } from "../shell/session.js";
import { staff } from "../texts/staff.js";
import type { Connection } from "./connection.js";
import type { Reading } from "./database.js";

const dayMs = 86_400_000;

/** How this device stands: connected or alone, with which lists, and what it has still to hand in. */
export function standing({ online, lists, refused }: Connection, waiting: number): TemplateResult {
  return html`<div class="inspect-standing ${online ? "" : "alone"}">
    <p><b>${online ? staff.inspect.connected : staff.inspect.alone}</b></p>
    ${
      online
        ? nothing
        : html`<p>${lists === undefined ? staff.inspect.listsNone : staff.inspect.listsAt(hereDateTime(new Date(lists.at).toISOString()))}
      ${lists !== undefined && Date.now() - lists.at > dayMs ? staff.inspect.listsOld : nothing}</p>`
    }
    ${waiting === 0 ? nothing : html`<p>${staff.inspect.waiting(waiting)}</p>`}
    ${refused ? html`<p><a href=${signInPath("/inspect")}>${staff.inspect.signInAgain}</a></p>` : nothing}
  </div>`;
}

export function disputesView(
  readings: readonly Reading[],
  seen: (reading: Reading) => Promise<void>,
): TemplateResult | typeof nothing {
  const disputes = readings.filter(({ dispute }) => dispute !== undefined);
  if (disputes.length === 0) return nothing;
  return html`<section class="card">
    <h2>${staff.inspect.disputes}</h2>
    <p>${staff.inspect.disputesDetail}</p>
    <ul class="plain">${disputes.map((reading) => line(reading, seen))}</ul>
  </section>`;
}

function line(reading: Reading, seen: (reading: Reading) => Promise<void>): TemplateResult {
  const { reason = "forged", by, at } = reading.dispute ?? {};
  return html`<li class="inspect-dispute">
    <p><span class="badge bad">${staff.inspect.words[reason]}</span>
      ${staff.inspect.dispute(reading.reference, hereTime(new Date(reading.at).toISOString()))}
      ${by === undefined || at === undefined ? nothing : staff.inspect.used(hereTime(at), by)}</p>
    <button class="button secondary" type="button" @click=${() => seen(reading)}>${staff.inspect.seen}</button>
  </li>`;
}
