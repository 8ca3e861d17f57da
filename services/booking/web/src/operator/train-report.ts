import { html, nothing, type TemplateResult } from "lit";
import { call, get } from "../api/http.js";
import { dayText } from "../format/time.js";
import { Attempt } from "../forms/attempt.js";
import { clearProblem, type Mistake } from "../forms/problem.js";
import { LightElement } from "../shell/light-element.js";
import { toast } from "../shell/status.js";
import { t } from "../texts/texts.js";
import { type Affected, actionDone, type DayTrain } from "./api.js";
import { stateBadge } from "./train-row.js";

type Report = { kind: "delay"; minutes: number; reason: string } | { kind: "cancel"; reason: string };

const longestMinutes = 2880;

/** `<rb-train-report>`: says what happens to a train, then how many are told, and only then does it. Fires `closed`. */
class TrainReport extends LightElement {
  static override properties = {
    train: { attribute: false },
    kind: { state: true },
    report: { state: true },
    affected: { state: true },
  };
  declare train: DayTrain;
  declare kind: Report["kind"];
  /** What is to be confirmed. */
  declare report: Report | undefined;
  declare affected: Affected | undefined;
  private readonly attempt = new Attempt(this);
  private typed = { minutes: "", reason: "" };

  constructor() {
    super();
    this.kind = "delay";
  }

  private path(end: string): string {
    return `/operator/trains/${encodeURIComponent(this.train.runId)}/${end}`;
  }

  private value(id: string): string {
    return this.querySelector<HTMLInputElement>(`#${id}`)?.value.trim() ?? "";
  }

  private async ask(event: Event): Promise<void> {
    event.preventDefault();
    this.typed = { minutes: this.value("report-minutes"), reason: this.value("report-reason") };
    const { minutes, reason } = this.typed;
    const mistakes: Mistake[] = [];
    if (this.kind === "delay" && !(/^\d{1,4}$/.test(minutes) && Number(minutes) <= longestMinutes))
      mistakes.push({ text: t.operator.minutesMissing, field: "report-minutes" });
    if (reason === "") mistakes.push({ text: t.operator.reasonMissing, field: "report-reason" });
    const fill = async (): Promise<void> => {
      this.affected = await get<Affected>(this.path("affected"));
      this.report =
        this.kind === "delay"
          ? { kind: "delay", minutes: Number(minutes), reason }
          : { kind: "cancel", reason };
      await this.updateComplete;
      this.querySelector<HTMLElement>("h3")?.focus();
    };
    await this.attempt.run(fill, { mistakes });
  }

  private async confirm(): Promise<void> {
    const { report } = this;
    if (report === undefined) return;
    await this.attempt.run(async () => {
      const { kind, ...body } = report;
      const { data } = await call<Partial<DayTrain> & { told: number }>("POST", this.path(kind), { body });
      toast(t.operator.done(data.told));
      window.dispatchEvent(new Event(actionDone));
      const { status, delayMinutes, reason } = data;
      this.dispatchEvent(new CustomEvent("closed", { detail: { status, delayMinutes, reason } }));
    });
  }

  private giveUp(): void {
    clearProblem();
    this.dispatchEvent(new CustomEvent("closed"));
  }

  private back(): void {
    this.report = undefined;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>("h3")?.focus());
  }

  private choice(kind: Report["kind"], label: string): TemplateResult {
    return html`<label class="option"><input type="radio" name="report-kind" .checked=${this.kind === kind}
      @change=${() => {
        this.kind = kind;
      }} />${label}</label>`;
  }

  private question({ affected, attempt: { busy } }: this, report: Report): TemplateResult {
    const { train, from } = this.train;
    // The same train runs on other days too.
    const name = t.operator.trainOn(train.name, dayText(from.time));
    const cancels = report.kind === "cancel";
    return html`<h3 tabindex="-1">${cancels ? t.operator.confirmCancel(name) : t.operator.confirmDelay(name, report.minutes)}</h3>
      <p class="note">${affected === undefined ? nothing : t.operator.told(affected.bookings, affected.travellers)}</p>
      ${cancels ? html`<p>${t.operator.cancelForGood}</p>` : nothing}
      <p>${t.operator.reason}: ${report.reason}</p>
      <p class="buttons">
        <button class="button ${cancels ? "danger" : ""}" type="button" ?disabled=${busy} @click=${this.confirm}>
          ${cancels ? t.operator.yesCancel : t.operator.yesDelay}</button>
        <button class="button secondary" type="button" ?disabled=${busy} @click=${this.back}>${t.operator.back}</button>
      </p>`;
  }

  override render(): TemplateResult {
    const { train, report, typed, attempt } = this;
    if (report !== undefined) return this.question(this, report);
    return html`<form novalidate @submit=${this.ask}>
      <h3 tabindex="-1">${t.operator.reportTitle(t.operator.trainOn(train.train.name, dayText(train.from.time)), train.from.name, train.to.name)} ${stateBadge(train)}</h3>
      <fieldset class="report-kind"><legend>${t.operator.what}</legend>
        ${this.choice("delay", t.operator.delay)} ${this.choice("cancel", t.operator.cancel)}
      </fieldset>
      ${
        this.kind === "cancel"
          ? nothing
          : html`<div class="field"><label for="report-minutes">${t.operator.minutes}</label>
            <input id="report-minutes" inputmode="numeric" autocomplete="off" .value=${typed.minutes} aria-describedby="report-minutes-hint" />
            <p class="hint" id="report-minutes-hint">${t.operator.minutesHint}</p></div>`
      }
      <div class="field"><label for="report-reason">${t.operator.reason}</label>
        <input id="report-reason" maxlength="300" autocomplete="off" .value=${typed.reason} aria-describedby="report-reason-hint" />
        <p class="hint" id="report-reason-hint">${t.operator.reasonHint}</p></div>
      <p class="buttons">
        <button class="button" type="submit" ?disabled=${attempt.busy}>${t.operator.go}</button>
        <button class="button secondary" type="button" ?disabled=${attempt.busy} @click=${this.giveUp}>${t.operator.keep}</button>
      </p>
    </form>`;
  }
}

customElements.define("rb-train-report", TrainReport);
