import type { DayTrain } from "@railbooker/booking/operator/operator-schemas";
import { html, type TemplateResult } from "lit";
import { LightElement } from "../shell/light-element.js";
import { afterTyping, listed } from "../shell/listed.js";
import { PagedList } from "../shell/paged-list.js";
import { staff } from "../texts/staff.js";
import "./train-report.js";
import { trainRow } from "./train-row.js";

/** `<rb-day-trains>`: the trains of the next hours with their load and state; each can be reported on. */
class DayTrains extends LightElement {
  static override properties = { chosen: { state: true } };
  declare chosen: string | undefined;
  private readonly list = new PagedList<DayTrain>(this, "/operator/trains");
  private readonly filter = { q: "", disturbed: "" };
  private readonly typed = afterTyping(() => void this.list.ask(this.filter));

  override connectedCallback(): void {
    super.connectedCallback();
    void this.list.ask(this.filter);
  }

  private type(event: Event): void {
    this.filter.q = (event.target as HTMLInputElement).value.trim();
    this.typed();
  }

  private narrow(event: Event): void {
    this.filter.disturbed = (event.target as HTMLInputElement).checked ? "true" : "";
    void this.list.ask(this.filter);
  }

  /** The report is done or given up: the focus goes back to where it was opened. */
  private close(event: CustomEvent<Partial<DayTrain> | undefined>): void {
    const { chosen } = this;
    const { list } = this;
    list.items = list.items?.map((train) => (train.runId === chosen ? { ...train, ...event.detail } : train));
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

  override render(): TemplateResult {
    return html`<section aria-labelledby="trains-title">
      <div class="operator-head">
        <h2 id="trains-title" tabindex="-1">${staff.operator.trains}</h2>
        <p class="quiet">${staff.operator.trainsDetail}</p>
      </div>
      <div class="train-filter">
        <div class="field">
          <label for="train-q">${staff.operator.find}</label>
          <input id="train-q" type="search" autocomplete="off" maxlength="100" @input=${this.type} />
        </div>
        <label class="option"><input type="checkbox" @change=${this.narrow} />${staff.operator.disturbed}</label>
      </div>
      ${listed(
        this.list,
        {
          none: staff.operator.noTrains,
          noneDetail: staff.operator.noTrainsDetail,
          more: staff.operator.more,
        },
        (items) =>
          html`<ul class="plain train-rows" aria-busy=${this.list.busy}>${items.map((train) => this.row(train))}</ul>`,
      )}
    </section>`;
  }
}

customElements.define("rb-day-trains", DayTrains);
