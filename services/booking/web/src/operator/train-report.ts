import type { Affected, DayTrain } from "@railbooker/booking/operator/operator-schemas";
import { html, nothing, type TemplateResult } from "lit";
import { call, get } from "../api/http.js";
import type { RunOnDay } from "../api/types.js";
import { dayText } from "../format/time.js";
import { Attempt } from "../forms/attempt.js";
import { clearProblem } from "../forms/problem.js";
import { LightElement } from "../shell/light-element.js";
import { toast } from "../shell/status.js";
import { staff } from "../texts/staff.js";
import { actionDone } from "./action-done.js";
import { mistakesOf, type Report, reportFields, type Typed } from "./report.js";
import { stateBadge } from "./train-row.js";

/** `<rb-train-report>`: says what happens to a train, then how many are told, and only then does it. Fires `closed`. */
class TrainReport extends LightElement {
  static override properties = {
    train: { attribute: false },
    kind: { state: true },
    report: { state: true },
    affected: { state: true },
    calls: { state: true },
  };
  declare train: DayTrain;
  declare kind: Report["kind"];
  /** What is to be confirmed. */
  declare report: Report | undefined;
  declare affected: Affected | undefined;
  /** Once a platform is to be reported. */
  declare calls: RunOnDay["calls"] | undefined;
  private readonly attempt = new Attempt(this);
  private typed: Typed = { minutes: "", reason: "", call: "0", platform: "" };

  constructor() {
    super();
    this.kind = "delay";
  }

  private path(end: string): string {
    return `/operator/trains/${encodeURIComponent(this.train.runId)}/${end}`;
  }

  private async ask(event: Event): Promise<void> {
    event.preventDefault();
    const { kind } = this;
    this.typed = this.entered();
    const fill = async (): Promise<void> => {
      const report = this.read();
      const where =
        report.kind === "platform" ? { location: report.location, position: String(report.position) } : {};
      this.affected = await get<Affected>(this.path("affected"), where);
      this.report = report;
      await this.updateComplete;
      this.querySelector<HTMLElement>("h3")?.focus();
    };
    await this.attempt.run(fill, { mistakes: mistakesOf(kind, this.typed) });
  }

  /** What stands in the fields, and of fields that are not shown, what stood there last. */
  private entered(): Typed {
    const value = (id: string): string | undefined =>
      this.querySelector<HTMLInputElement | HTMLSelectElement>(`#${id}`)?.value.trim();
    const { minutes, reason, call, platform } = this.typed;
    return {
      minutes: value("report-minutes") ?? minutes,
      reason: value("report-reason") ?? reason,
      call: value("report-call") ?? call,
      platform: value("report-platform") ?? platform,
    };
  }

  private read(): Report {
    const { minutes, reason, call, platform } = this.typed;
    if (this.kind === "delay") return { kind: "delay", minutes: Number(minutes), reason };
    if (this.kind === "cancel") return { kind: "cancel", reason };
    const position = Number(call);
    return { kind: "platform", location: this.calls?.[position]?.location.id ?? "", position, platform };
  }

  private async choose(kind: Report["kind"]): Promise<void> {
    this.typed = this.entered();
    this.kind = kind;
    if (kind !== "platform" || this.calls !== undefined) return;
    await this.attempt.run(async () => {
      this.calls = (await get<RunOnDay>(`/trains/${encodeURIComponent(this.train.runId)}`)).calls;
    });
  }

  private async confirm(): Promise<void> {
    const { report } = this;
    if (report === undefined) return;
    await this.attempt.run(async () => {
      const { kind, ...body } = report;
      const { data } = await call<Partial<DayTrain> & { told: number }>("POST", this.path(kind), { body });
      toast(staff.operator.done(data.told));
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
      @change=${() => this.choose(kind)} />${label}</label>`;
  }

  private question({ affected, attempt: { busy } }: this, report: Report): TemplateResult {
    const { train, from } = this.train;
    // The same train runs on other days too.
    const name = staff.operator.trainOn(train.name, dayText(from.time));
    const cancels = report.kind === "cancel";
    return html`<h3 tabindex="-1">${this.asks(report, name)}</h3>
      <p class="note">${affected === undefined ? nothing : staff.operator.told(affected.bookings, affected.travellers)}</p>
      ${cancels ? html`<p>${staff.operator.cancelForGood}</p>` : nothing}
      ${report.kind === "platform" ? nothing : html`<p>${staff.operator.reason}: ${report.reason}</p>`}
      <p class="buttons">
        <button class="button ${cancels ? "danger" : ""}" type="button" ?disabled=${busy} @click=${this.confirm}>
          ${cancels ? staff.operator.yesCancel : staff.operator.yesDelay}</button>
        <button class="button secondary" type="button" ?disabled=${busy} @click=${this.back}>${staff.operator.back}</button>
      </p>`;
  }

  private asks(report: Report, name: string): string {
    if (report.kind === "cancel") return staff.operator.confirmCancel(name);
    if (report.kind === "delay") return staff.operator.confirmDelay(name, report.minutes);
    const station = this.calls?.[report.position]?.location.name ?? "";
    return staff.operator.confirmPlatform(name, station, report.platform);
  }

  override render(): TemplateResult {
    const { train, report, attempt } = this;
    if (report !== undefined) return this.question(this, report);
    return html`<form novalidate @submit=${this.ask}>
      <h3 tabindex="-1">${staff.operator.reportTitle(staff.operator.trainOn(train.train.name, dayText(train.from.time)), train.from.name, train.to.name)} ${stateBadge(train)}</h3>
      <fieldset class="report-kind"><legend>${staff.operator.what}</legend>
        ${this.choice("delay", staff.operator.delay)} ${this.choice("platform", staff.operator.platform)} ${this.choice("cancel", staff.operator.cancel)}
      </fieldset>
      ${reportFields(this.kind, this.typed, this.calls)}
      <p class="buttons">
        <button class="button" type="submit" ?disabled=${attempt.busy || (this.kind === "platform" && this.calls === undefined)}>${staff.operator.go}</button>
        <button class="button secondary" type="button" ?disabled=${attempt.busy} @click=${this.giveUp}>${staff.operator.keep}</button>
      </p>
    </form>`;
  }
}

customElements.define("rb-train-report", TrainReport);
