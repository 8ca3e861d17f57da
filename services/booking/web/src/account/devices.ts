import { html, nothing, type TemplateResult } from "lit";
import { call, get, toApiError } from "../api/http.js";
import { hereDateTime } from "../format/time.js";
import { Attempt } from "../forms/attempt.js";
import { showProblem } from "../forms/problem.js";
import { LightElement } from "../shell/light-element.js";
import { toast } from "../shell/status.js";
import { t } from "../texts/texts.js";

interface SignIn {
  id: string;
  kind: "browser" | "app";
  device: { browser?: string; system?: string };
  createdAt: string;
  lastSeenAt: string;
  current: boolean;
}

/** Fired on the window by whatever signs other devices out, so that the list is asked for again. */
export const signedOutElsewhere = "rb-signed-out-elsewhere";

/** `<rb-devices>`: where the traveller is signed in; each can be signed out. */
class Devices extends LightElement {
  static override properties = { items: { state: true } };
  declare items: SignIn[] | undefined;
  private readonly attempt = new Attempt(this);
  private readonly again = (): void => {
    this.load().catch((error: unknown) => showProblem([{ text: toApiError(error).message }]));
  };

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener(signedOutElsewhere, this.again);
    this.again();
  }

  override disconnectedCallback(): void {
    window.removeEventListener(signedOutElsewhere, this.again);
    super.disconnectedCallback();
  }

  private async load(): Promise<void> {
    this.items = (await get<{ items: SignIn[] }>("/users/me/sessions")).items;
  }

  /** @param signIn all others where it is left out */
  private async signOut(signIn?: SignIn): Promise<void> {
    const path = signIn === undefined ? "" : `/${encodeURIComponent(signIn.id)}`;
    const done = await this.attempt.run(async () => {
      await call("DELETE", `/users/me/sessions${path}`);
      await this.load();
    });
    if (!done) return;
    toast(signIn === undefined ? t.yourAccount.othersOut : t.yourAccount.deviceOut(nameOf(signIn)));
    await this.updateComplete;
    // The button that had the focus is gone with its device.
    if (document.activeElement === document.body) this.parentElement?.querySelector("h2")?.focus();
  }

  private row(signIn: SignIn): TemplateResult {
    const { current, createdAt, lastSeenAt } = signIn;
    return html`<li class="device">
      <p><b>${nameOf(signIn)}</b> ${current ? html`<span class="badge good">${t.yourAccount.thisDevice}</span>` : nothing}
        <small>${t.yourAccount.seen(hereDateTime(lastSeenAt), hereDateTime(createdAt))}</small></p>
      ${
        current
          ? nothing
          : html`<button class="button secondary" type="button" ?disabled=${this.attempt.busy}
              aria-label=${t.yourAccount.signOutDevice(nameOf(signIn))} @click=${() => this.signOut(signIn)}>${t.shell.signOut}</button>`
      }
    </li>`;
  }

  override render(): TemplateResult {
    const { items } = this;
    if (items === undefined) return html`<div class="skeleton" aria-busy="true"></div>`;
    const alone = items.every(({ current }) => current);
    return html`<p>${alone ? t.yourAccount.onlyHere : t.yourAccount.devicesDetail}</p>
      <ul class="plain devices">${items.map((signIn) => this.row(signIn))}</ul>
      ${
        alone
          ? nothing
          : html`<button class="button secondary" type="button" ?disabled=${this.attempt.busy} @click=${() => this.signOut()}>${t.yourAccount.signOutOthers}</button>`
      }`;
  }
}

function nameOf({ kind, device: { browser, system } }: SignIn): string {
  if (browser === undefined && system === undefined) return t.yourAccount.unknownDevice[kind];
  if (browser === undefined || system === undefined) return browser ?? system ?? "";
  return t.yourAccount.device(browser, system);
}

customElements.define("rb-devices", Devices);
