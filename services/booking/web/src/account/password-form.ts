import { html, type TemplateResult } from "lit";
import { call } from "../api/http.js";
import { Attempt } from "../forms/attempt.js";
import type { Mistake } from "../forms/problem.js";
import { LightElement } from "../shell/light-element.js";
import { toast } from "../shell/status.js";
import { t } from "../texts/texts.js";
import { signedOutElsewhere } from "./devices.js";

const shortest = 8;

/** `<rb-password-form>`: another password; every other device is signed out. */
class PasswordForm extends LightElement {
  static override properties = { email: { attribute: false } };
  declare email: string;
  private readonly attempt = new Attempt(this);

  private async save(event: Event): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const values = new FormData(form);
    const currentPassword = String(values.get("current"));
    const password = String(values.get("new"));
    const mistakes: Mistake[] = [];
    if (currentPassword === "") mistakes.push({ text: t.account.passwordMissing, field: "current-password" });
    if (password.length < shortest) mistakes.push({ text: t.account.passwordShort, field: "new-password" });
    await this.attempt.run(
      async () => {
        await call("POST", "/users/me/password", { body: { currentPassword, password } });
        form.reset();
        toast(t.yourAccount.passwordChanged);
        window.dispatchEvent(new Event(signedOutElsewhere));
      },
      { mistakes, fields: { "/currentPassword": "current-password", "/password": "new-password" } },
    );
  }

  override render(): TemplateResult {
    return html`<form novalidate @submit=${this.save}>
      <p>${t.yourAccount.passwordDetail}</p>
      <!-- Password managers store the new password beside the name that stands with it. -->
      <input type="email" name="username" autocomplete="username" .value=${this.email} readonly hidden />
      <div class="field"><label for="current-password">${t.yourAccount.currentPassword}</label>
        <input id="current-password" name="current" type="password" autocomplete="current-password" required /></div>
      <div class="field"><label for="new-password">${t.account.newPassword}</label>
        <input id="new-password" name="new" type="password" autocomplete="new-password" aria-describedby="new-password-hint" required />
        <p class="hint" id="new-password-hint">${t.account.passwordHint}</p></div>
      <button class="button" type="submit" ?disabled=${this.attempt.busy}>${t.yourAccount.changePassword}</button>
    </form>`;
  }
}

customElements.define("rb-password-form", PasswordForm);
