import type { TimetableImport } from "@railbooker/booking/timetable/operator-timetable-schemas";
import { html, nothing, type TemplateResult } from "lit";
import { Attempt } from "../forms/attempt.js";
import { LightElement } from "../shell/light-element.js";
import { PolledList } from "../shell/polled-list.js";
import { toast } from "../shell/status.js";
import { staff } from "../texts/staff.js";
import { actionDone } from "./action-done.js";
import { importRow } from "./import-row.js";
import { upload } from "./upload.js";

/** While one is under way, and while none is. */
const everyMs = { busy: 1000, idle: 3000 };

/** `<rb-timetables>`: a timetable goes in by a zip file; every import under way is shown, whoever began it and wherever it runs. */
class Timetables extends LightElement {
  static override properties = { sent: { state: true } };
  /** How much of the file has been sent, from 0 to 1; undefined while none is. */
  declare sent: number | undefined;
  private readonly attempt = new Attempt(this);
  private readonly imports: PolledList<TimetableImport> = new PolledList(this, "/operator/timetables", () =>
    this.imports.items?.some(({ state }) => state === "running") === true ? everyMs.busy : everyMs.idle,
  );

  private async send(event: Event): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const values = new FormData(form);
    const file = values.get("feed");
    const chosen = file instanceof File && file.size > 0 ? file : undefined;
    const mistakes = chosen === undefined ? [{ text: staff.operator.feedMissing, field: "feed" }] : [];
    const query = new URLSearchParams({
      name: chosen?.name.slice(0, 200) ?? "",
      strict: String(values.has("strict")),
    });
    await this.attempt.run(
      async () => {
        if (chosen === undefined) return;
        this.sent = 0;
        const progress = (share: number): void => {
          this.sent = share;
        };
        await upload({ path: `/operator/timetables?${query}`, file: chosen, progress });
        form.reset();
        toast(staff.operator.imported(chosen.name));
        window.dispatchEvent(new Event(actionDone));
      },
      {
        mistakes,
        // The reason stands in the list in full; it is the feed's maker who has to read it.
        refused: ({ message }) => [{ text: message, field: "feed" }],
      },
    );
    this.sent = undefined;
    await this.imports.load();
  }

  private sending(): TemplateResult | typeof nothing {
    const { sent } = this;
    if (sent === undefined || sent >= 1) return nothing;
    return html`<p><label>${staff.operator.sending(Math.round(sent * 100))} <progress max="1" .value=${sent}></progress></label></p>`;
  }

  override render(): TemplateResult {
    const { items = [], refusal } = this.imports;
    return html`<section aria-labelledby="timetables-title">
      <h2 id="timetables-title">${staff.operator.timetables}</h2>
      <form class="card" novalidate @submit=${this.send}>
        <p>${staff.operator.importLead}</p>
        <div class="field"><label for="feed">${staff.operator.feed}</label>
          <input id="feed" name="feed" type="file" accept=".zip,application/zip" aria-describedby="feed-hint" />
          <p class="hint" id="feed-hint">${staff.operator.feedHint}</p></div>
        <label class="option"><input type="checkbox" name="strict" />${staff.operator.strict}</label>
        <p class="buttons below"><button class="button" type="submit" ?disabled=${this.attempt.busy}>${staff.operator.import}</button></p>
        ${this.sending()}
      </form>
      ${refusal === undefined ? nothing : html`<p class="note">${refusal}</p>`}
      ${items.length === 0 ? nothing : html`<ul class="plain imports">${items.map(importRow)}</ul>`}
    </section>`;
  }
}

customElements.define("rb-timetables", Timetables);
