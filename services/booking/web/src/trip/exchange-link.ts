import { html, nothing, type TemplateResult } from "lit";
import type { Booking } from "../api/types.js";
import { partyOfTypes } from "../search/party.js";
import { searchPath } from "../search/search-query.js";
import { t } from "../texts/texts.js";

/** The way to another train: the same search again, for the same people, on behalf of this booking. */
export function exchangeLink({
  reference,
  legs,
  passengers,
  tickets,
}: Booking): TemplateResult | typeof nothing {
  const [first, last] = [legs[0], legs.at(-1)];
  const valid = tickets.filter(({ status }) => status === "valid");
  if (first === undefined || last === undefined || valid.length === 0) return nothing;
  const travelling = new Set(valid.map(({ passenger }) => passenger.id));
  const types = passengers.filter(({ id }) => travelling.has(id)).map(({ type }) => type);
  const errand = { party: partyOfTypes(types), exchange: reference };
  const bound = legs.some(({ id, fare }) => fare === "advance" && valid.some(({ leg }) => leg.id === id));
  return html`${bound ? html`<p class="quiet">${t.exchange.bound}</p>` : nothing}<a class="button secondary" href=${searchPath(first.from.id, last.to.id, { departAfter: first.from.departure }, errand)}
    >${t.exchange.start}</a
  >`;
}
