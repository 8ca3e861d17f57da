import { html, nothing, type TemplateResult } from "lit";
import { call } from "../api/http.js";
import { Attempt } from "../forms/attempt.js";
import { looksLikeEmail } from "../forms/email.js";
import type { Mistake } from "../forms/problem.js";
import { LightElement } from "../shell/light-element.js";
import { announce } from "../shell/status.js";
import { t } from "../texts/texts.js";

/** `<rb-email-form>`: another address, which counts once its link was opened. */
class EmailForm extends LightElement {
  static override properties = { email: { attribute: false }, sentTo: { state: true } };
  declare email: string;
  declare sentTo: string | undefined;
  private readonly attempt = new Attempt(this);

  private async send(event: Event): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const values = new FormData(form);
    const email = String(values.get("email")).trim();
    const password = String(values.get("password"));
    const mistakes: Mistake[] = [];
    if (!looksLikeEmail(email)) mistakes.push({ text: t.account.emailMissing, field: "new-email" });
    if (password === "") mistakes.push({ text: t.account.passwordMissing, field: "email-password" });
    await this.attempt.run(
      async () => {
        await call("POST", "/users/me/email", { body: { email, password } });
        form.reset();
        this.sentTo = email;
        announce(t.yourAccount.emailSent(email));
      },
      {
        mistakes,
        fields: { "/email": "new-email", "/password": "email-password" },
        refused: ({ code }) =>
          code === "email-taken" ? [{ text: t.yourAccount.emailTaken, field: "new-email" }] : undefined,
      },
    );
  }

  override render(): TemplateResult {
    const { sentTo } = this;
    return html`${sentTo === undefined ? nothing : html`<p class="note">${t.yourAccount.emailSent(sentTo)}</p>`}
      <form novalidate @submit=${this.send}>
        <p>${t.yourAccount.emailDetail(this.email)}</p>
        <div class="field"><label for="new-email">${t.yourAccount.newEmail}</label>
          <input id="new-email" name="email" type="email" autocomplete="email" required /></div>
        <div class="field"><label for="email-password">${t.account.password}</label>
          <input id="email-password" name="password" type="password" autocomplete="current-password" required /></div>
        <button class="button" type="submit" ?disabled=${this.attempt.busy}>${t.account.forgotSubmit}</button>
      </form>`;
  }
}

customElements.define("rb-email-form", EmailForm);
