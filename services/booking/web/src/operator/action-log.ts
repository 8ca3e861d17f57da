import { html, nothing, type TemplateResult } from "lit";
import { get, toApiError } from "../api/http.js";
import { hereDateTime } from "../format/time.js";
import { LightElement } from "../shell/light-element.js";
import { t } from "../texts/texts.js";
import { type Action, actionDone, type Page } from "./api.js";

/** `<rb-action-log>`: who did what and when, newest first. */
class ActionLog extends LightElement {
  static override properties = { items: { state: true }, cursor: { state: true }, refusal: { state: true } };
  declare items: Action[] | undefined;
  declare cursor: string | undefined;
  declare refusal: string | undefined;
  private readonly again = (): void => void this.load();

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener(actionDone, this.again);
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener(actionDone, this.again);
  }

  private async load(cursor?: string): Promise<void> {
    try {
      const query = { limit: "10", ...(cursor === undefined ? {} : { cursor }) };
      const page = await get<Page<Action>>("/operator/actions", query);
      this.items = cursor === undefined ? page.items : [...(this.items ?? []), ...page.items];
      this.cursor = page.nextCursor;
      this.refusal = undefined;
    } catch (error) {
      this.refusal = toApiError(error).message;
    }
  }

  private list(): TemplateResult {
    const { items, cursor } = this;
    if (this.refusal !== undefined) return html`<p class="note" role="status">${this.refusal}</p>`;
    if (items === undefined) return html`<div class="card skeleton" aria-busy="true"></div>`;
    if (items.length === 0)
      return html`<div class="card empty"><h3>${t.operator.noActions}</h3><p>${t.operator.noActionsDetail}</p></div>`;
    return html`<ol class="card plain action-log">
        ${items.map(
          ({ operator, action, detail, at }) => html`<li>
            <time class="quiet" datetime=${at}>${hereDateTime(at)}</time>
            <p><b>${operator === "" ? t.operator.someone : operator}</b> ${t.operator.action[action](detail)}</p>
          </li>`,
        )}
      </ol>
      ${
        cursor === undefined
          ? nothing
          : html`<p><button class="button secondary" type="button" @click=${() => void this.load(cursor)}>${t.operator.moreActions}</button></p>`
      }`;
  }

  override render(): TemplateResult {
    return html`<section aria-labelledby="actions-title">
      <h2 id="actions-title">${t.operator.actions}</h2>
      ${this.list()}
    </section>`;
  }
}

customElements.define("rb-action-log", ActionLog);
