import { html, nothing, type TemplateResult } from "lit";
import { toApiError } from "../api/http.js";
import { clockTime, dayText } from "../format/time.js";
import { trainText } from "../format/train.js";
import { clockIn, networkZone } from "../format/zone.js";
import { clearProblem, showProblem } from "../forms/problem.js";
import { StationBox } from "../search/station-box.js";
import { resolveStation } from "../search/stations.js";
import { LightElement } from "../shell/light-element.js";
import { announce } from "../shell/status.js";
import { staff } from "../texts/staff.js";
import { t } from "../texts/texts.js";
import type { ChosenTrain } from "./finding.js";
import { type Departure, departuresAt, loadTrain } from "./trains.js";

/** `<rb-train-choice>`: the train that tickets are checked against; says `train-chosen` with it, or with null for any. */
export class TrainChoice extends LightElement {
  static override properties = {
    train: { attribute: false },
    open: { state: true },
    departures: { state: true },
  };
  declare train: ChosenTrain | undefined;
  declare open: boolean;
  declare departures: Departure[] | undefined;
  private box: StationBox | undefined;

  constructor() {
    super();
    this.open = false;
  }

  private field(id: string): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>(`#${id}`);
  }

  private async unfold(): Promise<void> {
    this.open = true;
    this.departures = undefined;
    await this.updateComplete;
    const [input, list] = [this.field("station"), this.querySelector<HTMLElement>("#station-list")];
    if (input === null || list === null) return;
    this.box = new StationBox(input, list);
    input.focus();
  }

  private async search(event: Event): Promise<void> {
    event.preventDefault();
    clearProblem();
    try {
      const typed = this.field("station")?.value.trim() ?? "";
      const station = this.box?.station ?? (typed === "" ? undefined : await resolveStation(typed));
      if (station === undefined)
        return showProblem([{ text: staff.inspect.stationMissing, field: "station" }]);
      const from = `${this.field("day")?.value}T${this.field("time")?.value}`;
      this.departures = await departuresAt(station.id, from);
      announce(
        this.departures.length === 0 ? staff.inspect.nothing : staff.inspect.found(this.departures.length),
      );
    } catch (error) {
      showProblem([{ text: toApiError(error).message }]);
    }
  }

  private async choose(runId: string): Promise<void> {
    clearProblem();
    try {
      this.tell(await loadTrain(runId));
    } catch (error) {
      showProblem([{ text: toApiError(error).message }]);
    }
  }

  private tell(train: ChosenTrain | undefined): void {
    this.open = false;
    this.dispatchEvent(new CustomEvent<ChosenTrain | null>("train-chosen", { detail: train ?? null }));
    void this.updateComplete.then(() => this.querySelector<HTMLElement>("button")?.focus());
  }

  private form(): TemplateResult {
    const { date, time } = clockIn(networkZone());
    return html`<form novalidate @submit=${this.search}>
        <div class="field">
          <label for="station">${staff.inspect.station}</label>
          <input id="station" type="text" autocomplete="off" autocapitalize="words" spellcheck="false" />
          <div id="station-list" class="suggestions" role="listbox" aria-label=${t.search.suggestions} hidden></div>
        </div>
        <div class="inspect-when">
          <div class="field"><label for="day">${staff.inspect.day}</label><input id="day" type="date" value=${date} required /></div>
          <div class="field"><label for="time">${staff.inspect.time}</label><input id="time" type="time" value=${time} required /></div>
        </div>
        <div class="buttons">
          <button class="button" type="submit">${staff.inspect.show}</button>
          <button class="button secondary" type="button" @click=${() => this.tell(this.train)}>${staff.inspect.close}</button>
        </div>
      </form>
      ${this.departures === undefined ? nothing : this.list(this.departures)}`;
  }

  private list(departures: Departure[]): TemplateResult {
    if (departures.length === 0) return html`<p>${staff.inspect.nothing}</p>`;
    return html`<h3>${staff.inspect.departures}</h3>
      <ul class="plain inspect-trains">
        ${departures.map(
          (item) => html`<li><button type="button" @click=${() => this.choose(item.runId)}>
            <time>${clockTime(item.departure)}</time> ${staff.inspect.trainTo(trainText(item), item.to.name)}
            ${item.status === "cancelled" ? html`<span class="badge bad">${staff.inspect.cancelled}</span>` : nothing}
          </button></li>`,
        )}
      </ul>`;
  }

  override render(): TemplateResult {
    const { train } = this;
    return html`<section class="card inspect-train">
      <h2>${staff.inspect.train}</h2>
      ${
        train === undefined
          ? html`<p><b>${staff.inspect.anyTrain}</b></p><p class="quiet">${staff.inspect.anyTrainDetail}</p>`
          : html`<p><b>${staff.inspect.trainTo(train.name, train.to)}</b></p>
            <p class="quiet">${staff.inspect.leaves(clockTime(train.departure), dayText(train.departure))}</p>`
      }
      ${
        this.open
          ? this.form()
          : html`<div class="buttons">
            <button class="button secondary" type="button" @click=${this.unfold}>${train === undefined ? staff.inspect.choose : staff.inspect.change}</button>
            ${train === undefined ? nothing : html`<button class="link-button" type="button" @click=${() => this.tell(undefined)}>${staff.inspect.leaveTrain}</button>`}
          </div>`
      }
    </section>`;
  }
}

customElements.define("rb-train-choice", TrainChoice);
