import type { Action } from "@railbooker/booking/operator/operator-schemas";
import { html, type TemplateResult } from "lit";
import { hereDateTime } from "../format/time.js";
import { LightElement } from "../shell/light-element.js";
import { afterTyping, listed } from "../shell/listed.js";
import { PagedList } from "../shell/paged-list.js";
import { staff } from "../texts/staff.js";
import { actionDone } from "./action-done.js";

/** `<rb-action-log>`: who did what and when, newest first; by kind, and by name or word. */
class ActionLog extends LightElement {
  private readonly list = new PagedList<Action>(this, "/operator/actions");
  private readonly filter = { action: "", q: "" };
  private readonly again = (): void => void this.list.again();
  private readonly typed = afterTyping(() => void this.list.ask(this.filter));

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener(actionDone, this.again);
    void this.list.ask(this.filter);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener(actionDone, this.again);
  }

  private rows(items: Action[]): TemplateResult {
    return html`<ol class="card plain action-log" aria-busy=${this.list.busy}>
      ${items.map(
        ({ operator, about, action, detail, at }) => html`<li>
          <time class="quiet" datetime=${at}>${hereDateTime(at)}</time>
          <p><b>${operator === "" ? staff.operator.someone : operator}</b> ${staff.operator.action[action](detail, about)}</p>
        </li>`,
      )}
    </ol>`;
  }

  override render(): TemplateResult {
    const words = staff.operator;
    const filtered = this.filter.action !== "" || this.filter.q !== "";
    return html`<section aria-labelledby="actions-title">
      <h2 id="actions-title">${words.actions}</h2>
      <div class="log-filter">
        <div class="field"><label for="log-kind">${words.logKind}</label>
          <select id="log-kind" @change=${(event: Event) => {
            this.filter.action = (event.target as HTMLSelectElement).value;
            void this.list.ask(this.filter);
          }}>
            <option value="">${words.logAll}</option>
            ${Object.entries(words.logKinds).map(([kind, name]) => html`<option value=${kind}>${name}</option>`)}
          </select></div>
        <div class="field"><label for="log-q">${words.logFind}</label>
          <input id="log-q" type="search" autocomplete="off" maxlength="100" @input=${(event: Event) => {
            this.filter.q = (event.target as HTMLInputElement).value.trim();
            this.typed();
          }} /></div>
      </div>
      ${listed(
        this.list,
        filtered
          ? { none: words.logNone, noneDetail: words.logNoneDetail, more: words.moreActions }
          : { none: words.noActions, noneDetail: words.noActionsDetail, more: words.moreActions },
        (items) => this.rows(items),
      )}
    </section>`;
  }
}

customElements.define("rb-action-log", ActionLog);
