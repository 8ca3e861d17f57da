import { html, nothing, type TemplateResult } from "lit";
import { get, toApiError } from "../api/http.js";
import { showProblem } from "../forms/problem.js";
import { LightElement } from "../shell/light-element.js";
import { t } from "../texts/texts.js";
import type { DayTrain, Page } from "./api.js";
import "./train-report.js";
import { trainRow } from "./train-row.js";

const typingMs = 250;

/** `<rb-day-trains>`: the trains of the next hours with their load and state; each can be reported on. */
class DayTrains extends LightElement {
  static override properties = {
    items: { state: true },
    chosen: { state: true },
    busy: { state: true },
  };
  declare items: DayTrain[] | undefined;
  declare chosen: string | undefined;
  declare busy: boolean;
  private cursor: string | undefined;
  private asked: AbortController | undefined;
  private typing: ReturnType<typeof setTimeout> | undefined;
  private readonly filter = { q: "", disturbed: false };

  constructor() {
    super();
    this.busy = false;
    void this.load();
  }

  /** @param cursor asks for more of the list that is shown */
  private async load(cursor?: string): Promise<void> {
    this.asked?.abort();
    const asked = new AbortController();
    this.asked = asked;
    this.busy = true;
    const { q, disturbed } = this.filter;
    const query = {
      limit: "10",
      ...(q === "" ? {} : { q }),
      ...(disturbed ? { disturbed: "true" } : {}),
      ...(cursor === undefined ? {} : { cursor }),
    };
    try {
      const page = await get<Page<DayTrain>>("/operator/trains", query, asked.signal);
      this.items = cursor === undefined ? page.items : [...(this.items ?? []), ...page.items];
      this.cursor = page.nextCursor;
    } catch (error) {
      if (asked.signal.aborted) return;
      showProblem([{ text: toApiError(error).message }]);
    }
    if (this.asked === asked) this.busy = false;
  }

  private type(event: Event): void {
    this.filter.q = (event.target as HTMLInputElement).value.trim();
    clearTimeout(this.typing);
    this.typing = setTimeout(() => void this.load(), typingMs);
  }

  private narrow(event: Event): void {
    this.filter.disturbed = (event.target as HTMLInputElement).checked;
    void this.load();
  }

  /** The report is done or given up: the focus goes back to where it was opened. */
  private close(event: CustomEvent<Partial<DayTrain> | undefined>): void {
    const { chosen } = this;
    this.items = this.items?.map((train) => (train.runId === chosen ? { ...train, ...event.detail } : train));
    this.chosen = undefined;
    void this.updateComplete.then(() =>
      (
        this.querySelector<HTMLElement>(`[data-run="${CSS.escape(chosen ?? "")}"]`) ??
        this.querySelector<HTMLElement>("h2")
      )?.focus(),
    );
  }

  private row(train: DayTrain): TemplateResult {
    if (train.runId !== this.chosen) return trainRow(train, () => this.open(train.runId));
    return html`<li class="card train-row open">
      <rb-train-report .train=${train} @closed=${this.close}></rb-train-report>
    </li>`;
  }

  private open(runId: string): void {
    this.chosen = runId;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>("rb-train-report h3")?.focus());
  }

  private list(): TemplateResult {
    const { items } = this;
    if (items === undefined) return html`<div class="card skeleton" aria-busy=${this.busy}></div>`;
    if (items.length === 0)
      return html`<div class="card empty"><h3>${t.operator.noTrains}</h3><p>${t.operator.noTrainsDetail}</p></div>`;
    return html`<ul class="plain train-rows" aria-busy=${this.busy}>${items.map((train) => this.row(train))}</ul>
      ${
        this.cursor === undefined
          ? nothing
          : html`<p><button class="button secondary" type="button" ?disabled=${this.busy}
              @click=${() => void this.load(this.cursor)}>${t.operator.more}</button></p>`
      }`;
  }

  override render(): TemplateResult {
    return html`<section aria-labelledby="trains-title">
      <div class="operator-head">
        <h2 id="trains-title" tabindex="-1">${t.operator.trains}</h2>
        <p class="quiet">${t.operator.trainsDetail}</p>
      </div>
      <div class="train-filter">
        <div class="field">
          <label for="train-q">${t.operator.find}</label>
          <input id="train-q" type="search" autocomplete="off" maxlength="100" @input=${this.type} />
        </div>
        <label class="option"><input type="checkbox" @change=${this.narrow} />${t.operator.disturbed}</label>
      </div>
      ${this.list()}
    </section>`;
  }
}

customElements.define("rb-day-trains", DayTrains);
