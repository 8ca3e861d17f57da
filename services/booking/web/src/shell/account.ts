import "./language-switch.js";
import "./look-switch.js";
import { html, nothing, type TemplateResult } from "lit";
import type { User } from "../api/types.js";
import { t } from "../texts/texts.js";
import "./bell.js";
import { LightElement } from "./light-element.js";
import { signInPath, signOut, visitor } from "./session.js";
import { toast } from "./status.js";

const here = (path: string): "page" | typeof nothing => (location.pathname === path ? "page" : nothing);

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
        <a href="/bookings" aria-current=${here("/bookings")}><span class="wide-only">${t.shell.myBookings}</span
          ><span class="narrow-only">${t.shell.bookings}</span></a>
        ${
          this.user === undefined
            ? this.away
              ? nothing
              : this.signInLink()
            : html`<button class="link-button wide-only" type="button" @click=${this.leave}>${t.shell.signOut}</button>
              <a class="icon-button" href="/account" aria-label=${t.yourAccount.open} aria-current=${here("/account")}>
                <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
                  <circle cx="12" cy="8" r="4" /><path d="M4 20.5c1-4 4-6 8-6s7 2 8 6" />
                </svg></a>`
        }
      </nav>
      ${this.user === undefined ? nothing : html`<rb-bell .user=${this.user}></rb-bell>`}`;
  }
}

customElements.define("rb-account", Account);
