import { html, nothing, type TemplateResult } from "lit";
import { get, toApiError } from "../api/http.js";
import type { Journey, JourneyPage, Location } from "../api/types.js";
import { dayText } from "../format/time.js";
import { showProblem } from "../forms/problem.js";
import { LightElement } from "../shell/light-element.js";
import { announce } from "../shell/status.js";
import { t } from "../texts/texts.js";
import { badges } from "./badges.js";
import { journeyCard } from "./journey-card.js";
import { typeParameters, typesOf } from "./party.js";
import type { Errand } from "./search-query.js";
import { type TrainNews, TrainWatch, withTrain } from "./train-watch.js";

export interface ResolvedSearch {
  from: Location;
  to: Location;
  errand: Errand;
  departAfter?: string;
  arriveBefore?: string;
}

const pageSize = "8";
/** News comes in bursts: one delay may concern several trains. The second look finds what another process took in later. */
const refreshPausesMs = [250, 2_500];

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
  /** The queries of the pages shown, to ask them again when trains run differently. */
  private pages: string[] = [];
  private refreshTimers: ReturnType<typeof setTimeout>[] = [];
  private readonly trains = new TrainWatch(
    (news) => this.trainChanged(news),
    () => this.refreshSoon(),
  );

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
      ...typeParameters(typesOf(search.errand.party)),
      limit: pageSize,
      ...when,
    };
    this.pages = [new URLSearchParams(query).toString()];
    const page = await this.fetchPage(this.pages[0] ?? "");
    this.journeys = page?.journeys ?? [];
    void this.trains.follow(this.journeys);
    this.earlier = page?.earlier;
    this.later = page?.later;
    announce(t.results.shown(this.journeys.length));
  }

  /** What is known is shown at once; what follows from it, such as a missed connection, the server has to say. */
  private trainChanged(news: TrainNews): void {
    this.journeys = withTrain(this.journeys ?? [], news);
    this.refreshSoon();
  }

  private refreshSoon(): void {
    for (const timer of this.refreshTimers) clearTimeout(timer);
    this.refreshTimers = refreshPausesMs.map((pause) => setTimeout(() => void this.refresh(), pause));
  }

  private async refresh(): Promise<void> {
    const asked = this.pages.length;
    try {
      const pages = await Promise.all(this.pages.map((query) => get<JourneyPage>(`/trains?${query}`)));
      // Pages that joined meanwhile are newer than this answer.
      if (this.pages.length !== asked) return this.refreshSoon();
      const now = inOrder(pages.flatMap((page) => page.journeys));
      const changed = JSON.stringify(now) !== JSON.stringify(this.journeys);
      this.journeys = now;
      void this.trains.follow(now);
      if (changed) announce(t.results.updated);
    } catch {
      // What is shown is still the best that is known; the next news or connection asks again.
    }
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
    this.journeys = inOrder([...before, ...fresh]);
    this.pages.push(cursor);
    void this.trains.follow(this.journeys);
    this[direction] = page[direction];
    if (fresh.length === 0) this.ended = new Set([...this.ended, direction]);
    announce(fresh.length === 0 ? t.results.noMore : t.results.shown(this.journeys.length));
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
    const errand = this.search?.errand ?? { party: { passengers: 1, children: 0, seniors: 0 } };
    const { passengers } = errand.party;
    let day = "";
    const rows = journeys.map((journey) => {
      const newDay = dayText(journey.departure);
      const divider = day !== "" && newDay !== day ? html`<li class="day">${newDay}</li>` : nothing;
      day = newDay;
      return html`${divider}${journeyCard(journey, errand, badges(journey, journeys, passengers))}`;
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

/** By departure, each journey once. */
function inOrder(journeys: readonly Journey[]): Journey[] {
  return [...new Map(journeys.map((journey) => [journey.id, journey])).values()].sort(
    (a, b) => Date.parse(a.departure) - Date.parse(b.departure),
  );
}

customElements.define("rb-results", Results);
