import { html, type TemplateResult } from "lit";
import { toApiError } from "../api/http.js";
import type { User } from "../api/types.js";
import { showProblem } from "../forms/problem.js";
import { LightElement } from "../shell/light-element.js";
import { loadingCards } from "../shell/loading.js";
import { currentUser, signOut } from "../shell/session.js";
import { toast } from "../shell/status.js";
import { signInCard } from "../shell/visitor.js";
import { t } from "../texts/texts.js";
import "./delete-account.js";
import "./devices.js";
import "./email-form.js";
import "./password-form.js";
import "./profile-form.js";

/** `<rb-your-account>`: everything about the account that its owner can see and change. */
class YourAccount extends LightElement {
  static override properties = { user: { state: true }, known: { state: true } };
  declare user: User | undefined;
  declare known: boolean;

  constructor() {
    super();
    this.known = false;
    this.load().catch((error: unknown) => showProblem([{ text: toApiError(error).message }]));
  }

  private async load(): Promise<void> {
    this.user = await currentUser();
    this.known = true;
  }

  private leave(): void {
    signOut().catch((error: Error) => toast(error.message));
  }

  override render(): TemplateResult {
    const { user, known } = this;
    if (!known) return loadingCards();
    if (user === undefined)
      return new URLSearchParams(location.search).has("deleted")
        ? farewell()
        : signInCard(t.yourAccount.signIn);
    return html`<p class="account-lead">${t.yourAccount.signedInAs(user.email)}
        <span class="badge ${user.emailVerified ? "good" : ""}">${user.emailVerified ? t.yourAccount.confirmed : t.yourAccount.unconfirmed}</span>
        <button class="link-button" type="button" @click=${this.leave}>${t.shell.signOut}</button></p>
      <section class="card"><h2>${t.yourAccount.profile}</h2>
        <rb-profile-form .user=${user} @changed=${(event: CustomEvent<User>) => {
          this.user = event.detail;
        }}></rb-profile-form></section>
      <section class="card"><h2>${t.yourAccount.told}</h2><p>${t.yourAccount.toldDetail}</p>
        <p><a class="button secondary" href="/preferences">${t.notifications.choose}</a></p></section>
      <section class="card"><h2>${t.yourAccount.password}</h2><rb-password-form .email=${user.email}></rb-password-form></section>
      <section class="card"><h2>${t.yourAccount.email}</h2><rb-email-form .email=${user.email}></rb-email-form></section>
      <section class="card"><h2 tabindex="-1">${t.yourAccount.devices}</h2><rb-devices></rb-devices></section>
      <section class="card"><h2>${t.yourAccount.data}</h2><p>${t.yourAccount.dataDetail}</p>
        <p><a class="button secondary" href="/api/users/me/export" download="railbooker.json">${t.yourAccount.download}</a></p></section>
      <section class="card"><h2>${t.yourAccount.remove}</h2><rb-delete-account></rb-delete-account></section>`;
  }
}

function farewell(): TemplateResult {
  return html`<section class="card empty"><p>${t.yourAccount.removed}</p>
    <p><a class="button" href="/">${t.shell.toSearch}</a></p></section>`;
}

customElements.define("rb-your-account", YourAccount);
