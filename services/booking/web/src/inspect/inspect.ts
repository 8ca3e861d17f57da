import "./scan-panel.js";
import "./train-choice.js";
import { html, nothing, type TemplateResult } from "lit";
import { toApiError } from "../api/http.js";
import { clearProblem, showProblem } from "../forms/problem.js";
import { LightElement } from "../shell/light-element.js";
import { loadingCards } from "../shell/loading.js";
import { announce } from "../shell/status.js";
import { staff } from "../texts/staff.js";
import { type Access, closedDoor, findAccess } from "./access.js";
import { Connection } from "./connection.js";
import { allReadings, keep, kept, type Reading, saveReading } from "./database.js";
import { type ChosenTrain, type Finding, toneOf } from "./finding.js";
import { readTicket } from "./read-ticket.js";
import { play } from "./sound.js";
import { disputesView, standing } from "./standing.js";
import { loadTrain } from "./trains.js";
import { verdictText, verdictView } from "./verdict.js";

/** `<rb-inspect>`: reads tickets for an inspector; everybody else is told where to go. */
class Inspect extends LightElement {
  static override properties = {
    access: { state: true },
    train: { state: true },
    finding: { state: true },
    readings: { state: true },
    busy: { state: true },
    sound: { state: true },
  };
  declare access: Access | undefined;
  declare train: ChosenTrain | undefined;
  declare finding: Finding | undefined;
  declare readings: Reading[];
  declare busy: boolean;
  declare sound: boolean;
  private connection: Connection | undefined;
  /** As it was last said. */
  private online = true;
  /** Tickets are judged one after the other, in the order they were shown. */
  private queue = Promise.resolve();

  constructor() {
    super();
    this.readings = [];
    this.busy = false;
    this.sound = true;
    this.start().catch((error: unknown) => showProblem([{ text: toApiError(error).message }]));
  }

  private async start(): Promise<void> {
    this.sound = (await kept<boolean>("sound")) ?? true;
    this.train = await kept<ChosenTrain>("train");
    this.readings = await allReadings();
    const access = await findAccess();
    this.access = access;
    if (access.kind !== "inspector") return;
    this.connection = new Connection(access.id, access.online, () => void this.refresh());
    await this.connection.start();
    const asked = new URLSearchParams(location.search).get("run");
    if (asked !== null && asked !== this.train?.runId) await this.takeTrainOfLink(asked);
  }

  /** A duty roster may link straight to a train. */
  private async takeTrainOfLink(runId: string): Promise<void> {
    try {
      await this.chooseTrain(await loadTrain(runId));
    } catch (error) {
      const { status, message } = toApiError(error);
      showProblem([{ text: status === 404 ? staff.inspect.trainUnknown : message }]);
    }
  }

  private async chooseTrain(train: ChosenTrain | undefined): Promise<void> {
    this.train = train;
    this.finding = undefined;
    await keep("train", train);
  }

  private async refresh(): Promise<void> {
    const { connection } = this;
    if (connection !== undefined && connection.online !== this.online) {
      this.online = connection.online;
      announce(this.online ? staff.inspect.connected : staff.inspect.alone);
    }
    this.readings = await allReadings();
    this.requestUpdate();
  }

  private read(code: string): void {
    this.queue = this.queue.then(() => this.readNext(code));
  }

  private async readNext(code: string): Promise<void> {
    const { connection, access } = this;
    if (connection === undefined || access?.kind !== "inspector") return;
    clearProblem();
    this.busy = true;
    try {
      const { lists, online } = connection;
      const finding = await readTicket(code, { inspectorId: access.id, train: this.train, lists, online });
      if (finding.alone && online) connection.lost();
      this.finding = finding;
      announce(verdictText(finding, this.train !== undefined));
      if (this.sound) play(toneOf(finding));
    } catch (error) {
      this.finding = undefined;
      showProblem([{ text: toApiError(error).message }]);
    } finally {
      this.busy = false;
      await this.refresh();
    }
  }

  private async toggleSound(event: Event): Promise<void> {
    this.sound = (event.target as HTMLInputElement).checked;
    await keep("sound", this.sound);
  }

  private async seen({ dispute: _seen, ...reading }: Reading): Promise<void> {
    await saveReading(reading);
    await this.refresh();
  }

  override render(): TemplateResult | typeof nothing {
    const { access, connection } = this;
    if (access === undefined) return loadingCards();
    const waiting = this.readings.filter((reading) => reading.waiting !== undefined).length;
    if (access.kind !== "inspector") return closedDoor(access, waiting);
    if (connection === undefined) return nothing;
    return html`${standing(connection, waiting)}
      <section class="card" aria-label=${staff.inspect.title}>
        <div class="verdict-place" aria-busy=${this.busy}>
          ${this.busy ? html`<p class="verdict-idle">${staff.inspect.checking}</p>` : verdictView(this.finding, this.train !== undefined)}
        </div>
      </section>
      <rb-scan @code=${(event: CustomEvent<string>) => this.read(event.detail)}></rb-scan>
      <rb-train-choice .train=${this.train}
        @train-chosen=${(event: CustomEvent<ChosenTrain | null>) => this.chooseTrain(event.detail ?? undefined)}></rb-train-choice>
      ${disputesView(this.readings, (reading) => this.seen(reading))}
      <div class="inspect-foot">
        <label class="inspect-sound"><input type="checkbox" .checked=${this.sound} @change=${this.toggleSound} />${staff.inspect.sound}</label>
        <p class="quiet">${staff.inspect.count(this.readings.filter(({ valid }) => valid).length, this.readings.filter(({ valid }) => !valid).length)}</p>
      </div>`;
  }
}

customElements.define("rb-inspect", Inspect);
