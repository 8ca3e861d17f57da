import { html, type nothing, type TemplateResult } from "lit";
import { type ApiError, get, toApiError } from "../api/http.js";
import type { User } from "../api/types.js";
import { LightElement } from "../shell/light-element.js";
import { currentUser } from "../shell/session.js";
import { signInCard } from "../shell/visitor.js";
import { staff } from "../texts/staff.js";
import { t } from "../texts/texts.js";
import "./action-log.js";
import type { Live } from "@railbooker/booking/operator/operator-schemas";
import "./day-trains.js";
import "./dead-letters.js";
import "./live-picture.js";
import "./timetables.js";
import "./users.js";

type State = "asking" | "visitor" | "stranger" | "operator";

/** `<rb-operator>`: the console for operators, and for everybody else what to do to get in. */
class OperatorConsole extends LightElement {
  static override properties = {
    state: { state: true },
    user: { state: true },
    first: { state: true },
    refusal: { state: true },
  };
  declare state: State;
  declare user: User | undefined;
  declare first: Live | undefined;
  declare refusal: ApiError | undefined;

  constructor() {
    super();
    this.state = "asking";
    void this.start();
  }

  private async start(): Promise<void> {
    this.refusal = undefined;
    try {
      this.first = await get<Live>("/operator/live");
      this.user = await currentUser();
      this.state = "operator";
    } catch (error) {
      const refusal = toApiError(error);
      if (refusal.status === 401) this.state = "visitor";
      else if (refusal.status === 403) {
        this.user = await currentUser();
        this.state = "stranger";
      } else this.refusal = refusal;
    }
  }

  private outside(): TemplateResult {
    if (this.state === "visitor") return signInCard(staff.operator.signIn);
    return html`<section class="card empty"><h2>${staff.operator.notAllowed}</h2>
      <p>${staff.operator.notAllowedDetail(this.user?.name ?? "")}</p>
      <p><code>${staff.operator.notAllowedCommand}</code></p>
      <p><a class="button secondary" href="/">${t.shell.toSearch}</a></p></section>`;
  }

  override render(): TemplateResult | typeof nothing {
    if (this.refusal !== undefined)
      return html`<section class="card empty" role="alert"><p>${this.refusal.message}</p>
        <p><button class="button" type="button" @click=${() => void this.start()}>${staff.operator.again}</button></p></section>`;
    if (this.state === "asking") return html`<div class="card skeleton" aria-busy="true"></div>`;
    if (this.state !== "operator") return this.outside();
    return html`<nav class="operator-nav" aria-label=${staff.operator.parts}><ul>
        ${parts().map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}
      </ul></nav>
      <rb-live-picture .live=${this.first}></rb-live-picture>
      <rb-day-trains></rb-day-trains>
      <div class="operator-columns">
        <div><rb-dead-letters></rb-dead-letters><rb-users .me=${this.user}></rb-users></div>
        <div><rb-timetables></rb-timetables><rb-action-log></rb-action-log></div>
      </div>`;
  }
}

/** Ids of the headings, and what they say. */
const parts = (): [string, string][] => [
  ["live-title", staff.operator.live],
  ["trains-title", staff.operator.trains],
  ["letters-title", staff.operator.lettersTitle],
  ["users-title", staff.operator.users],
  ["timetables-title", staff.operator.timetables],
  ["actions-title", staff.operator.actions],
];

customElements.define("rb-operator", OperatorConsole);
