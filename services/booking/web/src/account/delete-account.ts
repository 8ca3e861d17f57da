import { html, type TemplateResult } from "lit";
import { call } from "../api/http.js";
import { Attempt } from "../forms/attempt.js";
import { LightElement } from "../shell/light-element.js";
import { forgetEverything } from "../shell/store.js";
import { t } from "../texts/texts.js";

/** `<rb-delete-account>`: says what is lost, asks for the password, and only then deletes. */
class DeleteAccount extends LightElement {
  static override properties = { asking: { state: true } };
  declare asking: boolean;
  private readonly attempt = new Attempt(this);

  constructor() {
    super();
    this.asking = false;
  }

  private async turn(asking: boolean): Promise<void> {
    this.asking = asking;
    await this.updateComplete;
    this.querySelector<HTMLElement>(asking ? "h3" : "button")?.focus();
  }

  private async deleteNow(event: Event): Promise<void> {
    event.preventDefault();
    const password = String(new FormData(event.target as HTMLFormElement).get("password"));
    const mistakes = password === "" ? [{ text: t.account.passwordMissing, field: "delete-password" }] : [];
    await this.attempt.run(
      async () => {
        await call("DELETE", "/users/me", { body: { password } });
        forgetEverything();
        location.assign(`${location.pathname}?deleted`);
      },
      { mistakes, fields: { "/password": "delete-password" } },
    );
  }

  override render(): TemplateResult {
    if (!this.asking)
      return html`<p>${t.yourAccount.removeLead}</p>
        <button class="button danger" type="button" @click=${() => this.turn(true)}>${t.yourAccount.removeAsk}</button>`;
    return html`<form novalidate @submit=${this.deleteNow}>
      <h3 tabindex="-1">${t.yourAccount.removeTitle}</h3>
      <ul>${t.yourAccount.removeConsequences.map((line) => html`<li>${line}</li>`)}</ul>
      <div class="field"><label for="delete-password">${t.account.password}</label>
        <input id="delete-password" name="password" type="password" autocomplete="current-password" required /></div>
      <p class="buttons">
        <button class="button danger" type="submit" ?disabled=${this.attempt.busy}>${t.yourAccount.removeNow}</button>
        <button class="button secondary" type="button" ?disabled=${this.attempt.busy} @click=${() => this.turn(false)}>${t.yourAccount.removeNot}</button>
      </p>
    </form>`;
  }
}

customElements.define("rb-delete-account", DeleteAccount);
