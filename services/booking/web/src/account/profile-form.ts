import { html, type TemplateResult } from "lit";
import { call } from "../api/http.js";
import type { User } from "../api/types.js";
import { Attempt } from "../forms/attempt.js";
import { LightElement } from "../shell/light-element.js";
import { toast } from "../shell/status.js";
import { languages } from "../texts/languages.js";
import { language, t } from "../texts/texts.js";

/** `<rb-profile-form>`: name, and the language of pages and mails. Says `changed` with the user as they are now. */
class ProfileForm extends LightElement {
  static override properties = { user: { attribute: false } };
  declare user: User;
  private readonly attempt = new Attempt(this);

  private async save(event: Event): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const name = String(form.get("name")).trim();
    const locale = String(form.get("locale"));
    const mistakes = name === "" ? [{ text: t.account.nameMissing, field: "name" }] : [];
    await this.attempt.run(
      async () => {
        const { data } = await call<User>("PATCH", "/users/me", { body: { name, locale } });
        // The page speaks the language that was chosen, from here on.
        if (locale !== language) return location.assign(`${location.pathname}?lang=${locale}`);
        this.dispatchEvent(new CustomEvent("changed", { detail: data }));
        toast(t.yourAccount.saved);
      },
      { mistakes, fields: { "/name": "name" } },
    );
  }

  override render(): TemplateResult {
    const { name, locale } = this.user;
    return html`<form novalidate @submit=${this.save}>
      <div class="field"><label for="name">${t.account.name}</label>
        <input id="name" name="name" autocomplete="name" maxlength="100" .value=${name} required /></div>
      <div class="field"><label for="locale">${t.yourAccount.language}</label>
        <select id="locale" name="locale" aria-describedby="locale-hint">
          ${Object.entries(languages).map(
            ([tag, each]) =>
              html`<option value=${tag} lang=${tag} ?selected=${tag === locale}>${each.name}</option>`,
          )}
        </select>
        <p class="hint" id="locale-hint">${t.yourAccount.languageHint}</p></div>
      <button class="button" type="submit" ?disabled=${this.attempt.busy}>${t.preferences.save}</button>
    </form>`;
  }
}

customElements.define("rb-profile-form", ProfileForm);
