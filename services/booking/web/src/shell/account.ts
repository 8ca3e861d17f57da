import "./language-switch.js";
import { html, nothing, type TemplateResult } from "lit";
import type { User } from "../api/types.js";
import { t } from "../texts/texts.js";
import "./bell.js";
import { LightElement } from "./light-element.js";
import { signInPath, signOut, visitor } from "./session.js";
import { toast } from "./status.js";

/** `<rb-account>`: the right half of the header. */
class Account extends LightElement {
  static override properties = { user: { state: true }, known: { state: true }, away: { state: true } };
  declare user: User | undefined;
  declare known: boolean;
  /** Nobody knows who is here: signing in is neither needed nor possible. */
  declare away: boolean;

  constructor() {
    super();
    this.known = false;
    this.away = false;
    void this.load();
  }

  private async load(): Promise<void> {
    const { user, away } = await visitor();
    this.user = user;
    this.away = away;
    this.known = true;
  }

  private leave(): void {
    signOut().catch((error: Error) => toast(error.message));
  }

  private signInLink(): TemplateResult {
    const onAccountPage = document.body.classList.contains("narrow");
    const href = onAccountPage ? "/sign-in" : signInPath(location.pathname + location.search);
    return html`<a href=${href}>${t.account.signIn}</a>`;
  }

  override render(): TemplateResult | typeof nothing {
    if (!this.known) return nothing;
    return html`<nav aria-label="RailBooker">
        <a href="/bookings" aria-current=${location.pathname === "/bookings" ? "page" : nothing}>${t.shell.myBookings}</a>
        ${
          this.user === undefined
            ? this.away
              ? nothing
              : this.signInLink()
            : html`<button class="link-button" type="button" @click=${this.leave}>${t.shell.signOut}</button>`
        }
      </nav>
      ${this.user === undefined ? nothing : html`<rb-bell .user=${this.user}></rb-bell>`}`;
  }
}

customElements.define("rb-account", Account);
