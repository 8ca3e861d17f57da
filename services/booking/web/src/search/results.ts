import { html, nothing, type TemplateResult } from "lit";
import { get, toApiError } from "../api/http.js";
import type { Journey, JourneyPage, Location } from "../api/types.js";
import { dayText } from "../format/time.js";
import { showProblem } from "../forms/problem.js";
import { LightElement } from "../shell/light-element.js";
import { announce } from "../shell/status.js";
import { t } from "../texts/texts.js";
import { bestOffer, isCancelled, journeyCard } from "./journey-card.js";

export interface ResolvedSearch {
  from: Location;
  to: Location;
  passengers: number;
  departAfter?: string;
  arriveBefore?: string;
}

const pageSize = "8";

/** `<rb-results>`: the trains found; earlier and later ones join the list where they belong. */
export class Results extends LightElement {
  static override properties = {
    search: { attribute: false },
    journeys: { state: true },
    busy: { state: true },
    ended: { state: true },
  };
  declare search: ResolvedSearch | undefined;
  declare journeys: Journey[] | undefined;
  declare busy: boolean;
  /** The directions in which nothing more came. */
  declare ended: ReadonlySet<string>;
  private earlier: string | undefined;
  private later: string | undefined;

  constructor() {
    super();
    this.busy = true;
    this.ended = new Set();
  }

  /** Shows the first page for a search. */
  async load(search: ResolvedSearch): Promise<void> {
    this.search = search;
    const when =
      search.arriveBefore === undefined
        ? { departAfter: search.departAfter ?? "" }
        : { arriveBefore: search.arriveBefore };
    const query = {
      from: search.from.id,
      to: search.to.id,
      passengers: String(search.passengers),
      limit: pageSize,
      ...when,
    };
    const page = await this.fetchPage(new URLSearchParams(query).toString());
    this.journeys = page?.journeys ?? [];
    this.earlier = page?.earlier;
    this.later = page?.later;
    announce(t.results.shown(this.journeys.length));
  }

  stop(): void {
    this.busy = false;
  }

  private async fetchPage(query: string): Promise<JourneyPage | undefined> {
    this.busy = true;
    try {
      return await get<JourneyPage>(`/trains?${query}`);
    } catch (error) {
      showProblem([{ text: toApiError(error).message }]);
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  private async more(direction: "earlier" | "later"): Promise<void> {
    const cursor = this[direction];
    if (cursor === undefined) return;
    const page = await this.fetchPage(cursor);
    if (page === undefined) return;
    const before = this.journeys ?? [];
    const known = new Set(before.map((journey) => journey.id));
    const fresh = page.journeys.filter((journey) => !known.has(journey.id));
    this.journeys = [...before, ...fresh].sort((a, b) => Date.parse(a.departure) - Date.parse(b.departure));
    this[direction] = page[direction];
    if (fresh.length === 0) this.ended = new Set([...this.ended, direction]);
    announce(fresh.length === 0 ? t.results.noMore : t.results.shown(this.journeys.length));
  }

  private badges(journey: Journey, journeys: readonly Journey[]): string[] {
    const passengers = this.search?.passengers ?? 1;
    const open = journeys.filter((each) => !isCancelled(each) && bestOffer(each, passengers) !== undefined);
    const price = (each: Journey): number =>
      bestOffer(each, passengers)?.price.amount ?? Number.POSITIVE_INFINITY;
    const prices = open.map(price);
    const durations = open.map((each) => each.durationMinutes);
    // A badge that everyone wears says nothing.
    const stands = (values: number[], own: number): boolean =>
      own === Math.min(...values) && own < Math.max(...values);
    if (!open.includes(journey)) return [];
    return [
      ...(stands(prices, price(journey)) ? [t.results.cheapest] : []),
      ...(stands(durations, journey.durationMinutes) ? [t.results.fastest] : []),
    ];
  }

  private moreButton(direction: "earlier" | "later"): TemplateResult | typeof nothing {
    const cursor = this[direction];
    if (this.ended.has(direction)) return html`<p class="quiet more">${t.results.noMore}</p>`;
    if (cursor === undefined) return nothing;
    return html`<button class="button secondary more" type="button" ?disabled=${this.busy} @click=${() => this.more(direction)}>
      ${t.results[direction]}
    </button>`;
  }

  private list(journeys: readonly Journey[]): TemplateResult {
    const passengers = this.search?.passengers ?? 1;
    let day = "";
    const rows = journeys.map((journey) => {
      const newDay = dayText(journey.departure);
      const divider = day !== "" && newDay !== day ? html`<li class="day">${newDay}</li>` : nothing;
      day = newDay;
      return html`${divider}${journeyCard(journey, passengers, this.badges(journey, journeys))}`;
    });
    return html`<ul class="journeys" aria-label=${t.results.listLabel}>${rows}</ul>`;
  }

  override render(): TemplateResult {
    const journeys = this.journeys;
    if (journeys === undefined) {
      if (!this.busy) return html``;
      return html`<div aria-busy="true"><p class="visually-hidden">${t.shell.loading}</p>
        ${[1, 2, 3, 4].map(() => html`<div class="card skeleton"></div>`)}</div>`;
    }
    return html`${this.moreButton("earlier")}
    ${
      journeys.length === 0
        ? html`<section class="card empty"><h2>${t.results.none}</h2><p>${t.results.noneDetail}</p></section>`
        : this.list(journeys)
    }
    ${this.moreButton("later")}`;
  }
}

customElements.define("rb-results", Results);
