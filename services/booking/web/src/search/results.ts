import { html, nothing, type TemplateResult } from "lit";
import { get, toApiError } from "../api/http.js";
import type { Journey, JourneyPage, Location } from "../api/types.js";
import { showProblem } from "../forms/problem.js";
import { whenIdle } from "../shell/idle.js";
import { LightElement } from "../shell/light-element.js";
import { announce } from "../shell/status.js";
import { t } from "../texts/texts.js";
import { type AskedPage, askPage, firstPageQuery } from "./first-page.js";
import { inOrder } from "./order.js";
import { resultTools } from "./result-tools.js";
import { journeyList, placeholders } from "./results-list.js";
import type { Errand, When } from "./search-query.js";
import { type TrainNews, TrainWatch, withTrain } from "./train-watch.js";
import { keepView, readView, type View } from "./view.js";

export interface ResolvedSearch {
  from: Location;
  to: Location;
  errand: Errand;
  when: When;
}

/** News comes in bursts: one delay may concern several trains. The second look finds what another process took in later. */
const refreshPausesMs = [250, 2_500];

/** `<rb-results>`: the trains found; earlier and later ones join the list where they belong. */
export class Results extends LightElement {
  static override properties = {
    search: { attribute: false },
    journeys: { state: true },
    busy: { state: true },
    view: { state: true },
    ended: { state: true },
  };
  declare search: ResolvedSearch | undefined;
  declare journeys: Journey[] | undefined;
  declare busy: boolean;
  declare view: View;
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
    this.view = readView(location.search);
  }

  /**
   * Shows the first page for a search.
   * @param early what was asked for before the stations were known; of use where it is the same question
   * @throws ApiError where the search is refused
   */
  async load(search: ResolvedSearch, early?: AskedPage): Promise<void> {
    const { from, to, when, errand } = search;
    this.search = search;
    const query = firstPageQuery(from.id, to.id, when, errand);
    this.pages = [query];
    const page = await (early?.query === query ? early : askPage(query)).page;
    this.busy = false;
    this.journeys = page.journeys;
    this.earlier = page.earlier;
    this.later = page.later;
    announce(t.results.shown(this.journeys.length));
    await this.updateComplete;
    // The socket's script is large: the trains are on the screen before it is read.
    whenIdle(() => void this.trains.follow(this.journeys ?? []));
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

  /** The search was refused: nothing will come. */
  stop(): void {
    this.busy = false;
  }

  private see(change: Partial<View>, said: string): void {
    this.view = { ...this.view, ...change };
    keepView(this.view);
    announce(said);
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
    if (cursor === undefined || this.busy) return;
    const page = await this.fetchPage(cursor);
    if (page === undefined) return;
    const before = this.journeys ?? [];
    const known = new Set(before.map((journey) => journey.id));
    const fresh = page.journeys.filter((journey) => !known.has(journey.id));
    this.journeys = inOrder([...before, ...fresh]);
    this.pages.push(cursor);
    void this.trains.follow(this.journeys);
    this[direction] = page[direction];
    if (fresh.length === 0 || page[direction] === undefined) this.ended = new Set([...this.ended, direction]);
    announce(fresh.length === 0 ? t.results.noMore : t.results.shown(this.journeys.length));
  }

  /** It stays a button, and keeps the focus, while it works and when nothing more comes. */
  private moreButton(direction: "earlier" | "later"): TemplateResult {
    const ended = this.ended.has(direction);
    const idle = this[direction] === undefined && !ended;
    return html`<button
      class="button secondary more ${idle ? "idle" : ""} ${ended ? "ended" : ""}"
      type="button"
      aria-disabled=${this.busy || ended}
      @click=${() => this.more(direction)}
    >${ended ? t.results.noMore : t.results[direction]}</button>`;
  }

  override render(): TemplateResult | typeof nothing {
    const { journeys, busy, view } = this;
    if (journeys === undefined && !busy) return nothing;
    const errand = this.search?.errand ?? { party: { passengers: 1, children: 0, seniors: 0 } };
    // More of what stands at an end of the list joins it there.
    const [above, below] =
      view.order === "arrival" ? (["later", "earlier"] as const) : (["earlier", "later"] as const);
    return html`${resultTools(view, (change, said) => this.see(change, said))}
    ${this.moreButton(above)}
    ${journeys === undefined ? placeholders() : journeyList(journeys, errand, view)}
    ${this.moreButton(below)}`;
  }
}

customElements.define("rb-results", Results);
