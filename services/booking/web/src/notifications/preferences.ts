import { html, nothing, type TemplateResult } from "lit";
import { call, get, toApiError } from "../api/http.js";
import { Attempt } from "../forms/attempt.js";
import { type Mistake, showProblem } from "../forms/problem.js";
import { LightElement } from "../shell/light-element.js";
import { loadingCards } from "../shell/loading.js";
import { currentUser } from "../shell/session.js";
import { toast } from "../shell/status.js";
import { signInCard } from "../shell/visitor.js";
import { t } from "../texts/texts.js";
import { type Channel, channels, isFixed, type Kind, kinds, type Preferences } from "./preferences-api.js";
import { hereZone, quietFields, readQuietHours } from "./quiet-hours.js";

const path = "/notifications/preferences";

/** `<rb-preferences>`: what a traveller is told, by which channel, and when not. */
class PreferencesForm extends LightElement {
  static override properties = {
    choices: { state: true },
    visitor: { state: true },
    quiet: { state: true },
  };
  declare choices: Preferences | undefined;
  declare visitor: boolean;
  declare quiet: boolean;
  private readonly attempt = new Attempt(this);

  constructor() {
    super();
    this.visitor = false;
    this.quiet = false;
    void this.load();
  }

  private async load(): Promise<void> {
    try {
      if ((await currentUser()) === undefined) {
        this.visitor = true;
        return;
      }
      this.take(await get<Preferences>(path));
    } catch (error) {
      showProblem([{ text: toApiError(error).message }]);
    }
  }

  private take(choices: Preferences): void {
    this.choices = choices;
    this.quiet = choices.quietHours !== null;
  }

  private async save(event: Event): Promise<void> {
    event.preventDefault();
    const { choices } = this;
    if (choices === undefined) return;
    const quietHours = this.quiet ? readQuietHours(this) : null;
    const mistakes: Mistake[] = [];
    if (quietHours?.from === "") mistakes.push({ text: t.preferences.fromMissing, field: "quiet-from" });
    if (quietHours?.to === "") mistakes.push({ text: t.preferences.toMissing, field: "quiet-to" });
    await this.attempt.run(
      async () => {
        const body = { ...choices, quietHours };
        this.take((await call<Preferences>("PUT", path, { body })).data);
        toast(t.preferences.saved);
      },
      { mistakes, fields: { "/quietHours/timeZone": "quiet-zone", "/quietHours/from": "quiet-from" } },
    );
  }

  private choose(kind: Kind, channel: Channel, event: Event): void {
    const { choices } = this;
    if (choices === undefined) return;
    const wanted = (event.target as HTMLInputElement).checked;
    this.choices = { ...choices, [kind]: { ...choices[kind], [channel]: wanted } };
  }

  private row(choices: Preferences, kind: Kind): TemplateResult {
    const words = t.preferences.kinds[kind];
    return html`<fieldset class="told-row" aria-describedby="told-${kind}">
      <legend>${words.name}</legend>
      <p class="hint" id="told-${kind}">${words.detail}</p>
      <div class="told-channels">${channels.map((channel) => this.cell(choices, kind, channel))}</div>
    </fieldset>`;
  }

  /** What cannot be chosen is no control that does nothing, but a sentence. */
  private cell(choices: Preferences, kind: Kind, channel: Channel): TemplateResult {
    if (isFixed(kind, channel)) return this.fixedCell(channel);
    return html`<label class="option"><input type="checkbox" name="${kind}-${channel}" .checked=${choices[kind][channel]}
      @change=${(event: Event) => this.choose(kind, channel, event)} />${t.preferences.channels[channel]}</label>`;
  }

  private fixedCell(channel: Channel): TemplateResult {
    return html`<p class="told-fixed"><span aria-hidden="true">✓</span>
      ${t.preferences.channels[channel]} <small>${t.preferences.always}</small></p>`;
  }

  override render(): TemplateResult | typeof nothing {
    const { choices, quiet } = this;
    if (this.visitor) return signInCard(t.preferences.signIn);
    if (choices === undefined) return loadingCards();
    return html`<form novalidate @submit=${this.save}>
      <section class="card"><h2>${t.preferences.what}</h2>
        <p class="quiet">${t.preferences.whatDetail}</p>
        ${kinds.filter((kind) => kind in choices).map((kind) => this.row(choices, kind))}
        <div class="told-row"><h3>${t.preferences.security}</h3>
          <p class="hint">${t.preferences.securityDetail}</p>
          <div class="told-channels">${this.fixedCell("email")}</div></div>
      </section>
      <section class="card"><h2>${t.preferences.quietTitle}</h2>
        <p class="quiet">${t.preferences.quietDetail}</p>
        <label class="option"><input type="checkbox" name="quiet" .checked=${quiet}
          @change=${(event: Event) => {
            this.quiet = (event.target as HTMLInputElement).checked;
          }} />${t.preferences.quietOn}</label>
        ${quiet ? quietFields(choices.quietHours ?? { from: "22:00", to: "07:00", timeZone: hereZone() }) : nothing}
      </section>
      <p class="buttons"><button class="button" type="submit" ?disabled=${this.attempt.busy}>${t.preferences.save}</button></p>
    </form>`;
  }
}

customElements.define("rb-preferences", PreferencesForm);
